using Simulation.Checkers;
using Simulation.Checkers.Specifications;
using Simulation.Histories;
using Simulation.Testing;

namespace Simulation.Tests.Checkers;

public sealed class JudgeTests
{
    private static readonly History Sound = HistoryLanguage.Parse(
        "c1 write x=1 ok 0..1\nc2 read x=1 ok 2..3"
    );

    [Fact]
    public void A_model_is_known_by_its_aliases() =>
        Assert.IsType<Verdict.Holds>(Judge.Check(Sound, "atomic", JudgeOptions.Default));

    [Fact]
    public void A_model_that_nobody_knows_is_undecided()
    {
        Verdict verdict = Judge.Check(Sound, "lineariseable", JudgeOptions.Default);

        Assert.Equal(
            "no consistency model is called lineariseable",
            Assert.IsType<Verdict.Undecided>(verdict).Reason
        );
    }

    [Fact]
    public void What_holds_and_what_is_broken_settles_the_models_below_and_above()
    {
        IReadOnlyList<ModelVerdict> verdicts = Judge.CheckAll(
            Sound,
            ConsistencyModels.For(Sound, JudgeOptions.Default),
            JudgeOptions.Default
        );

        Assert.All(
            verdicts.Where(found => found.Model.Name is "sequential" or "causal" or "monotonic-reads"),
            found => Assert.IsType<Verdict.Holds>(found.Verdict)
        );
    }

    [Fact]
    public void Functions_that_no_specification_understands_are_undecided()
    {
        History history = HistoryLanguage.Parse("c1 teleport x=1 ok 0..1");

        Verdict verdict = Judge.Check(history, "linearizable", JudgeOptions.Default);

        Assert.Equal(
            "no specification understands all of teleport",
            Assert.IsType<Verdict.Undecided>(verdict).Reason
        );
    }

    [Fact]
    public void A_checker_that_fails_is_undecided()
    {
        JudgeOptions options = JudgeOptions.Default with { Specification = SpecificationCatalog.Find("kv") };

        Verdict verdict = Judge.Check(Sound, "linearizable", options);

        Assert.Contains(
            "the checker linearizability failed",
            Assert.IsType<Verdict.Undecided>(verdict).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_implied_model_and_every_named_checker_exists()
    {
        Assert.All(
            ConsistencyModels.All,
            model =>
            {
                Assert.All(model.Implies, implied => Assert.NotNull(ConsistencyModels.Find(implied)));
                Assert.True(model.Checker is null || CheckerCatalog.Find(model.Checker) is not null);
            }
        );
        string[] names =
        [
            .. ConsistencyModels.All.SelectMany(model => (string[])[model.Name, .. model.Aliases]),
        ];
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
    }
}
