using Simulation.Checkers;
using Simulation.Checkers.Transactions;
using Simulation.Checkers.Transactions.Anomalies;
using Simulation.Checkers.Transactions.Lists;
using Simulation.Histories;
using Simulation.Testing;

namespace Simulation.Tests.Checkers.Transactions.Lists;

/// <summary>One history for each anomaly: the weakest model that it breaks, and one that it leaves alone.</summary>
public sealed class NamedAnomalyTests
{
    public static TheoryData<string, string, string?, string> Cases { get; } =
        new()
        {
            { "duplicate-elements", "read-uncommitted", null, "c1 x+=1 ok 0..1\nc2 x=[1,1] ok 2..3" },
            { "thin-air-read", "read-uncommitted", null, "c1 x+=1 ok 0..1\nc2 x=[2] ok 2..3" },
            {
                "G0",
                "read-uncommitted",
                null,
                "c1 x+=1 y+=1 ok 0..9\nc2 x+=2 y+=2 ok 1..8\nc3 x=[1,2] y=[2,1] ok 10..11"
            },
            { "G1a", "read-committed", "read-uncommitted", "c1 x+=1 refused 0..1\nc2 x=[1] ok 2..3" },
            { "G1b", "read-committed", "read-uncommitted", "c1 x+=1 x+=2 ok 0..9\nc2 x=[1] ok 1..8" },
            {
                "incompatible-order",
                "read-committed",
                null,
                "c1 x+=1 ok 0..9\nc2 x+=2 ok 1..8\nc3 x=[1] ok 2..7\nc4 x=[2] ok 3..6"
            },
            { "G1c", "read-committed", "read-uncommitted", "c1 x+=1 y=[2] ok 0..9\nc2 y+=2 x=[1] ok 1..8" },
            { "internal", "read-atomic", "read-committed", "c1 x+=1 x=[] ok 0..1" },
            {
                "observed-transaction-vanishes",
                "monotonic-atomic-view",
                "read-committed",
                "c1 x+=1 y+=2 ok 0..9\nc2 x=[1] y=[] ok 1..8"
            },
            {
                "fractured-read",
                "read-atomic",
                "monotonic-atomic-view",
                "c1 x+=1 y+=2 ok 0..9\nc2 y=[] x=[1] ok 1..8"
            },
            { "fractured-read-process", "read-atomic-BE", "read-atomic", "c1 x+=1 ok 0..1\nc1 x=[] ok 2..3" },
            {
                "lost-update",
                "cursor-stability",
                "read-atomic",
                "c1 x=[] x+=1 ok 0..9\nc2 x=[] x+=2 ok 1..8\nc3 x=[1,2] ok 10..11"
            },
            { "lost-update", "update-atomic", "read-atomic", "c1 x=[] x+=1 ok 0..9\nc2 x=[] x+=2 ok 1..8" },
            {
                "causality-violation",
                "causal-cerone",
                "read-atomic",
                "c1 x+=1 ok 0..9\nc2 x=[1] y+=2 ok 1..8\nc3 y=[2] x=[] ok 2..7"
            },
            {
                "G-monotonic",
                "monotonic-view",
                "monotonic-atomic-view",
                "c1 x+=1 ok 0..9\nc2 x=[1] y+=2 ok 1..8\nc3 y=[2] x=[] ok 2..7"
            },
            {
                "G-single",
                "consistent-view",
                "monotonic-view",
                "c1 x+=1 ok 0..9\nc2 x=[1] y+=2 ok 1..8\nc3 x=[] y=[2] ok 2..7"
            },
            {
                "long-fork",
                "prefix",
                "parallel-snapshot-isolation",
                "c1 x+=1 ok 0..9\nc2 y+=2 ok 1..8\nc3 x=[1] y=[] ok 2..7\nc4 x=[] y=[2] ok 3..6"
            },
            {
                "G-nonadjacent",
                "snapshot-isolation",
                "parallel-snapshot-isolation",
                "c1 x+=1 ok 0..9\nc2 y+=2 ok 1..8\nc3 x=[1] z+=3 ok 2..7\nc4 z=[3] y=[] ok 3..6\n"
                    + "c5 y=[2] x=[] ok 4..5"
            },
            { "G2-item", "serializable", "snapshot-isolation", "c1 x=[] y+=1 ok 0..9\nc2 y=[] x+=2 ok 1..8" },
            {
                "G-single-process",
                "strong-session-snapshot-isolation",
                "serializable",
                "c1 x+=1 ok 0..1\nc1 x=[] ok 2..3"
            },
            {
                "G1c-process",
                "strong-session-read-committed",
                "read-committed",
                "c1 x=[1] ok 0..9\nc1 x+=1 ok 10..11"
            },
            {
                "G-single-realtime",
                "strong-snapshot-isolation",
                "strong-session-serializable",
                "c1 x+=1 ok 0..1\nc2 x=[] ok 2..3"
            },
            {
                "G1c-realtime",
                "strong-read-committed",
                "strong-session-read-committed",
                "c1 x=[1] ok 0..1\nc2 x+=1 ok 2..3"
            },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_anomaly_breaks_the_weakest_model_that_forbids_it(
        string anomaly,
        string violated,
        string? held,
        string text
    )
    {
        History history = TransactionLanguage.Parse(text);

        Verdict verdict = Judge.Check(history, violated, JudgeOptions.Default);

        Assert.Equal(anomaly, Assert.IsType<Verdict.Violated>(verdict).Anomaly);
        Assert.True(
            held is null || Judge.Check(history, held, JudgeOptions.Default) is Verdict.Holds,
            $"{held} is {(held is null ? "" : Judge.Check(history, held, JudgeOptions.Default))}"
        );
    }

    [Fact]
    public void A_committed_append_behind_an_aborted_one_is_a_dirty_update()
    {
        TransactionLog log = TransactionLog.Of(
            TransactionLanguage.Parse("c1 x+=1 refused 0..1\nc2 x+=2 ok 2..3\nc3 x=[1,2] ok 4..5")
        )!;
        VersionOrders orders = VersionOrders.Infer(log);

        IReadOnlyList<Anomaly> found = ListReads.Find(log, orders, new ListWords(log, orders));

        Assert.Equal(["G1a", "dirty-update"], found.Select(anomaly => anomaly.Name));
        Assert.Equal([0, 1, 2], found[1].Transactions);
    }

    [Fact]
    public void Every_kind_of_anomaly_has_a_case()
    {
        // Lists tell a read from the future as one that contradicts its own transaction; registers name it.
        string[] named = [.. Cases.Select(row => row.Data.Item1), "dirty-update", "future-read"];

        Assert.All(AnomalyKind.All, kind => Assert.Contains(kind.Name, named));
    }

    [Fact]
    public void Every_kind_is_forbidden_by_models_that_exist_and_every_model_has_axioms()
    {
        Assert.All(
            AnomalyKind.All,
            kind => Assert.All(kind.ForbiddenBy, model => Assert.NotNull(ConsistencyModels.Find(model)))
        );
        Assert.Equal(
            ConsistencyModels.All.Where(model => model.Checker == "transactions").Select(model => model.Name),
            ModelAxioms.All.Select(axioms => axioms.Model)
        );
    }

    [Theory]
    [InlineData("serializable", "write-skew", "c1 x=[] y+=1 ok 0..9\nc2 y=[] x+=2 ok 1..8")]
    [InlineData("strict-serializable", "stale-list", "c1 x+=1 ok 0..1\nc2 x+=2 ok 2..3\nc3 x=[1] ok 4..5")]
    [InlineData(
        "prefix",
        "long-fork",
        "c1 x+=1 ok 0..9\nc2 y+=2 ok 1..8\nc3 x=[1] y=[] ok 2..7\nc4 x=[] y=[2] ok 3..6"
    )]
    [InlineData(
        "read-committed",
        "circular-flow",
        "c1 x+=1 x+=3 y=[2] ok 0..9\nc2 y+=2 x=[1,3] ok 1..8\nc3 z+=1 ok 2..3"
    )]
    public void A_violation_is_retold_edge_by_edge(string model, string name, string text)
    {
        var violated = Assert.IsType<Verdict.Violated>(
            Judge.Check(TransactionLanguage.Parse(text), model, JudgeOptions.Default)
        );

        string told =
            $"{violated.Anomaly}: {violated.Because}\n"
            + string.Concat(
                violated.Edges.Select(edge => $"{edge.Source} -{edge.Kind}-> {edge.Target}: {edge.Because}\n")
            );

        Assert.Equal(Golden.Expected($"anomalies/{name}", told), told);
    }
}
