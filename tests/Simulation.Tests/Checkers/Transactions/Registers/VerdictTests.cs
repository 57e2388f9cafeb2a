using Simulation.Checkers;
using Simulation.Testing;

namespace Simulation.Tests.Checkers.Transactions.Registers;

public sealed class VerdictTests
{
    [Fact]
    public void A_lost_update_is_told_in_words_with_its_edges()
    {
        var history = TransactionLanguage.Parse(
            """
            c1 x:=1 ok 0..1
            c2 x=1 x:=2 ok 2..5
            c3 x=1 x:=3 ok 3..6
            c4 x=3 y:=1 ok 7..8
            """
        );

        var violated = Assert.IsType<Verdict.Violated>(
            Judge.Check(history, "snapshot-isolation", JudgeOptions.Default)
        );

        Assert.Equal([0, 1, 2], violated.Operations.Select(operation => operation.Index));
        Assert.All(
            violated.Edges.Zip([.. violated.Edges.Skip(1), violated.Edges[0]]),
            pair => Assert.Equal(pair.First.Target, pair.Second.Source)
        );
        Assert.Contains("T1 wrote x=2 before T2 wrote x=3", violated.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Repeated_values_are_tried_in_every_way()
    {
        var history = TransactionLanguage.Parse(
            """
            c1 x:=1 ok 0..1
            c2 x:=2 ok 2..3
            c3 x:=1 ok 4..5
            c4 x=1 ok 6..7
            """
        );

        Verdict verdict = Judge.Check(history, "strict-serializable", JudgeOptions.Default);

        Assert.IsType<Verdict.Holds>(verdict);
    }

    [Theory]
    [InlineData("serializable", "strong-session-serializable")]
    [InlineData("snapshot-isolation", "strong-session-snapshot-isolation")]
    public void An_order_is_found_even_if_none_keeps_the_sessions(string model, string withSessions)
    {
        var history = TransactionLanguage.Parse(
            """
            c1 x:=1 ok 0..1
            c1 x=nil ok 2..3
            c2 y:=1 ok 4..5
            c3 y:=2 ok 6..7
            """
        );

        Verdict verdict = Judge.Check(history, model, JudgeOptions.Default);

        Assert.IsType<Verdict.Holds>(verdict);
        Assert.IsType<Verdict.Violated>(Judge.Check(history, withSessions, JudgeOptions.Default));
    }

    [Fact]
    public void Too_small_a_budget_leaves_the_verdict_open()
    {
        var history = TransactionLanguage.Parse(
            """
            c1 x=nil y:=1 ok 0..5
            c2 y=nil x:=1 ok 1..6
            """
        );

        Verdict verdict = Judge.Check(
            history,
            "serializable",
            JudgeOptions.Default with
            {
                ConfigurationsMax = 0,
            }
        );

        Assert.IsType<Verdict.Undecided>(verdict);
    }

    [Fact]
    public void Without_real_time_no_model_of_real_time_is_judged()
    {
        var history = TransactionLanguage.Parse("c1 x:=1 ok 0..1\nc2 x=nil ok 2..3") with
        {
            HasRealTime = false,
        };

        Verdict verdict = Judge.Check(history, "strict-serializable", JudgeOptions.Default);

        Assert.Contains(
            "real time",
            Assert.IsType<Verdict.Undecided>(verdict).Reason,
            StringComparison.Ordinal
        );
    }
}
