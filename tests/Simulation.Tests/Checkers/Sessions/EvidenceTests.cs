using Simulation.Checkers;
using Simulation.Histories;
using Simulation.Testing;

namespace Simulation.Tests.Checkers.Sessions;

public sealed class EvidenceTests
{
    [Theory]
    [InlineData(
        "read-your-writes",
        """
            c1 write x=1 ok 0..1
            c2 write y=5 ok 0..1
            c1 read y=5 ok 2..3
            c1 read x=nil ok 4..5
            """
    )]
    [InlineData(
        "monotonic-reads",
        """
            c1 write x=1 ok 0..1
            c2 write x=2 ok 0..1
            c3 read x=1 ok 2..3
            c3 read x=2 ok 4..5
            c3 read x=1 ok 6..7
            """
    )]
    [InlineData(
        "monotonic-writes",
        """
            c1 write x=1 ok 0..1
            c1 write y=2 ok 2..3
            c2 read y=2 ok 4..5
            c2 read x=nil ok 6..7
            """
    )]
    [InlineData(
        "writes-follow-reads",
        """
            c1 write x=1 ok 0..1
            c2 read x=1 ok 2..3
            c2 write y=2 ok 4..5
            c3 read y=2 ok 6..7
            c3 read x=nil ok 8..9
            """
    )]
    [InlineData(
        "pram",
        """
            c1 write x=1 ok 0..1
            c1 write x=2 ok 2..3
            c2 read x=2 ok 4..5
            c2 read x=1 ok 6..7
            """
    )]
    [InlineData(
        "causal",
        """
            c1 write x=1 ok 0..1
            c2 read x=1 ok 2..3
            c2 write x=2 ok 4..5
            c3 read x=2 ok 6..7
            c3 read x=1 ok 8..9
            """
    )]
    [InlineData(
        "causal-convergence",
        """
            c1 write x=1 ok 0..1
            c2 write x=2 ok 0..1
            c1 read x=2 ok 2..3
            c2 read x=1 ok 2..3
            """
    )]
    [InlineData(
        "sequential",
        """
            c1 write x=1 ok 0..1
            c1 read y=nil ok 2..3
            c2 write y=1 ok 0..1
            c2 read x=nil ok 2..3
            """
    )]
    [InlineData(
        "consistent-prefix",
        """
            c1 write x=1 ok 0..1
            c2 write y=1 ok 0..1
            c3 read x=1 ok 2..3
            c3 read y=nil ok 4..5
            c4 read y=1 ok 2..3
            c4 read x=nil ok 4..5
            """
    )]
    public void A_violation_is_retold_as_a_cycle(string model, string text)
    {
        History history = HistoryLanguage.Parse(text);

        Verdict verdict = Judge.Check(history, model, JudgeOptions.Default);

        Verdict.Violated violated = Assert.IsType<Verdict.Violated>(verdict);
        string told =
            $"{violated.Anomaly}\n{violated.Because.Replace("; ", ";\n", StringComparison.Ordinal)}\n"
            + $"operations {string.Join(", ", violated.Operations.Select(operation => operation.Index))}\n";
        Assert.Equal(Golden.Expected("counterexamples/" + model, told), told);
        Assert.NotEmpty(violated.Edges);
        for (int i = 0; i < violated.Edges.Count; i++)
        {
            Assert.Equal(violated.Edges[i].Target, violated.Edges[(i + 1) % violated.Edges.Count].Source);
        }
    }
}
