using Simulation.Checkers;
using Simulation.Testing;

namespace Simulation.Tests.Checkers;

public sealed class EventualTests
{
    private const string Stopped = "c1 write x=1 ok 0..1\nc2 write x=2 ok 0..1\nc1 read x=2 ok 5..6\n";

    [Theory]
    [InlineData("c2 read x=2 ok 5..6", "Holds")]
    [InlineData("c2 read x=1 ok 2..3\nc2 read x=2 ok 5..6", "Holds")]
    [InlineData("c2 read x=1 ok 5..6", "Violated")]
    [InlineData("c3 write x=3 ok 7..8", "Undecided")]
    public void The_last_reads_after_the_last_update_must_agree(string rest, string expected)
    {
        Verdict verdict = Judge.Check(
            HistoryLanguage.Parse(Stopped + rest),
            "eventual",
            JudgeOptions.Default
        );

        Assert.Equal(expected, verdict.GetType().Name);
    }

    [Theory]
    [InlineData("c2 read x=2 ok 5..6", "Undecided")]
    [InlineData("c2 read x=1 ok 5..6", "Violated")]
    public void Clients_can_only_refute_strong_convergence(string rest, string expected)
    {
        Verdict verdict = Judge.Check(
            HistoryLanguage.Parse(Stopped + rest),
            "strong-eventual",
            JudgeOptions.Default
        );

        Assert.Equal(expected, verdict.GetType().Name);
    }
}
