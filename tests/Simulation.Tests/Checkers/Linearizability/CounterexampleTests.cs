using Simulation.Checkers;
using Simulation.Checkers.Linearizability;
using Simulation.Checkers.Specifications;
using Simulation.Histories;
using Simulation.Testing;

namespace Simulation.Tests.Checkers.Linearizability;

public sealed class CounterexampleTests
{
    [Theory]
    [InlineData(
        "stale-read",
        """
            c1 write x=7 ok 0..1
            c2 write x=8 ok 2..3
            c3 read x=7 ok 4..5
            c4 read y=nil ok 4..5
            """
    )]
    [InlineData(
        "new-old-inversion",
        """
            c1 write x=7 ok 0..1
            c9 write x=8 ok 2..20
            c2 read x=8 ok 3..4
            c3 read x=7 ok 5..6
            c4 read x=8 ok 7..9
            """
    )]
    [InlineData(
        "thin-air-read",
        """
            c1 write x=7 ok 0..1
            c2 read x=9 ok 2..3
            """
    )]
    [InlineData(
        "future-read",
        """
            c2 read x=9 ok 2..3
            c1 write x=9 ok 4..5
            """
    )]
    [InlineData(
        "lost-update",
        """
            c1 write x=1 ok 0..1
            c2 cas x=1>2 ok 2..6
            c3 cas x=1>3 ok 3..5
            c4 read x=3 ok 7..8
            """
    )]
    [InlineData(
        "stale-initial-read",
        """
            c1 write x=1 ok 0..1
            c2 read x=nil ok 2..3
            """
    )]
    [InlineData(
        "repeated-values",
        """
            c1 write x=1 ok 0..1
            c2 write x=2 ok 2..3
            c1 write x=1 ok 4..5
            c3 write x=2 lost 4..
            c2 cas x=1>3 ok 6..7
            c3 read x=2 ok 8..9
            c4 read x=1 ok 10..11
            """
    )]
    [InlineData(
        "lost-append",
        """
            c1 append x=a ok 0..1
            c2 append x=b ok 2..3
            c3 get x=b ok 4..5
            """
    )]
    public void A_violation_is_retold_with_the_operations_that_show_it(string name, string text)
    {
        History history = HistoryLanguage.Parse(text);

        Verdict verdict = Judge.Check(history, "linearizable", JudgeOptions.Default);

        Verdict.Violated violated = Assert.IsType<Verdict.Violated>(verdict);
        string told =
            $"{violated.Anomaly}\n{violated.Because}\n"
            + $"operations {string.Join(", ", violated.Operations.Select(operation => operation.Index))}\n";
        Assert.Equal(Golden.Expected("counterexamples/" + name, told), told);
    }

    [Fact]
    public void A_search_that_runs_out_of_budget_says_how_far_it_got()
    {
        History history = HistoryLanguage.Parse(
            string.Join(
                '\n',
                Enumerable
                    .Range(0, 60)
                    .Select(i =>
                        $"c{i} {(i % 3 == 0 ? $"read x={i / 3 % 2}" : $"write x={i % 2}")} ok {i / 6}..{9 + i / 6}"
                    )
            )
        );

        Verdict verdict = LinearizabilityChecker.Check(
            history,
            SpecificationCatalog.Find("register")!,
            FailedCas.DidNotHappen,
            configurationsMax: 10
        );

        Verdict.Undecided undecided = Assert.IsType<Verdict.Undecided>(verdict);
        Assert.Contains(
            "the budget of 10 configurations ran out on x; the first ",
            undecided.Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_refused_cas_condemns_a_history_only_where_it_is_an_observation()
    {
        const string Text = """
            c1 write x=1 ok 0..1
            c2 cas x=1>2 refused 2..3
            c3 read x=1 ok 4..5
            """;

        Verdict observed = Judge.Check(
            HistoryLanguage.Parse(Text, FailedCas.ObservedDifference),
            "linearizable",
            JudgeOptions.Default
        );
        Verdict refused = Judge.Check(HistoryLanguage.Parse(Text), "linearizable", JudgeOptions.Default);

        Assert.IsType<Verdict.Violated>(observed);
        Assert.IsType<Verdict.Holds>(refused);
    }
}
