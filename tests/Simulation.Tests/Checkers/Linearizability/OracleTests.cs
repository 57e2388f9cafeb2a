using CsCheck;
using Simulation.Checkers;
using Simulation.Checkers.Linearizability;
using Simulation.Checkers.Specifications;
using Simulation.Histories;

namespace Simulation.Tests.Checkers.Linearizability;

public sealed class OracleTests
{
    private const int Samples = 20_000;

    [Fact]
    public void The_judge_agrees_with_every_order_tried_on_cas_registers() =>
        Compare(RandomHistories.CasRegister);

    [Fact]
    public void The_judge_agrees_with_every_order_tried_on_unique_values() =>
        Compare(RandomHistories.UniqueRegister);

    [Fact]
    public void The_judge_agrees_with_every_order_tried_on_texts() => Compare(RandomHistories.Text);

    [Fact]
    public void The_frontier_alone_agrees_with_every_order_tried()
    {
        Gen.OneOf(RandomHistories.CasRegister, RandomHistories.UniqueRegister, RandomHistories.Text)
            .Sample(
                history =>
                {
                    bool expected = ExhaustiveOracle.IsLinearizable(history);
                    long steps = long.MaxValue;

                    ObjectHistory one = Object(history);
                    FrontierSearch<WideMask> search = new(
                        one,
                        Crowd.Of(one),
                        new StateTable(one),
                        new Outlook(one)
                    );

                    return search.Advance(ref steps) == expected;
                },
                iter: Samples,
                threads: 1
            );
    }

    [Fact]
    public void The_depth_first_search_alone_agrees_with_every_order_tried()
    {
        Gen.OneOf(RandomHistories.CasRegister, RandomHistories.UniqueRegister, RandomHistories.Text)
            .Sample(
                history =>
                {
                    bool expected = ExhaustiveOracle.IsLinearizable(history);
                    long steps = long.MaxValue;

                    ObjectHistory one = Object(history);
                    DepthFirstSearch<NarrowMask> search = new(
                        one,
                        Crowd.Of(one),
                        new StateTable(one),
                        new Outlook(one)
                    );

                    return search.Advance(ref steps) == expected;
                },
                iter: Samples,
                threads: 1
            );
    }

    [Fact]
    public void The_zone_check_agrees_with_the_search_where_it_applies()
    {
        int applied = 0;
        RandomHistories.UniqueRegister.Sample(
            history =>
            {
                ObjectHistory one = Object(history);
                long budget = 1_000_000;

                Finding zones = NecessaryCheck.Check(one).Answer is null
                    ? ZoneCheck.Check(one)
                    : Finding.Unknown;

                applied += zones.Answer is null ? 0 : 1;
                return zones.Answer is null
                    || zones.Answer == LinearizabilityChecker.Search(one, ref budget).Answer;
            },
            iter: Samples,
            threads: 1
        );

        Assert.True(applied > Samples / 10, $"the zone check applied to {applied} histories only");
    }

    [Fact]
    public void Every_counterexample_is_broken_by_itself()
    {
        int broken = 0;
        Gen.OneOf(RandomHistories.CasRegister, RandomHistories.UniqueRegister, RandomHistories.Text)
            .Sample(
                history =>
                {
                    if (
                        Judge.Check(history, "linearizable", JudgeOptions.Default)
                        is not Verdict.Violated violated
                    )
                    {
                        return true;
                    }

                    broken++;
                    return !ExhaustiveOracle.IsLinearizable(
                        history with
                        {
                            Operations = violated.Operations,
                        }
                    );
                },
                iter: Samples,
                threads: 1
            );

        Assert.True(broken > Samples / 10, $"only {broken} histories were broken");
    }

    private static ObjectHistory Object(History history) =>
        Partition.Build([.. history.Operations], SpecificationCatalog.For(history)!, history.FailedCas);

    private static void Compare(Gen<History> histories)
    {
        int accepted = 0;
        int rejected = 0;
        histories.Sample(
            history =>
            {
                bool expected = ExhaustiveOracle.IsLinearizable(history);

                Verdict verdict = Judge.Check(history, "linearizable", JudgeOptions.Default);

                accepted += expected ? 1 : 0;
                rejected += expected ? 0 : 1;
                return expected ? verdict is Verdict.Holds : verdict is Verdict.Violated;
            },
            iter: Samples,
            threads: 1
        );
        Assert.True(
            accepted > Samples / 20 && rejected > Samples / 20,
            $"{accepted} accepted, {rejected} rejected"
        );
    }
}
