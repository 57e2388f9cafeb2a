using CsCheck;
using Simulation.Checkers;
using Simulation.Checkers.Staleness;
using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Testing;

namespace Simulation.Tests.Checkers.Staleness;

public sealed class AtomicityTests
{
    private const int Samples = 1_500;

    private static readonly History TwoBehind = HistoryLanguage.Parse(
        """
        c1 write x=1 ok 0..1
        c1 write x=2 ok 2..3
        c1 write x=3 ok 4..5
        c2 read x=1 ok 10..11
        """
    );

    private static readonly Gen<History> Unique = Gen.Select(
            Gen.Bool,
            Gen.Int[0, 6],
            Gen.Int[0, 24],
            Gen.Int[1, 7]
        )
        .Array[1, 7]
        .Select(steps =>
            HistoryLanguage.Parse(
                string.Join(
                    '\n',
                    steps.Select(
                        (step, i) =>
                            (step.Item1 ? $"c{i} write x={i}" : $"c{i} read x={Pick(steps, step.Item2)}")
                            + $" ok {step.Item3}..{step.Item3 + step.Item4}"
                    )
                )
            )
        );

    [Fact]
    public void A_read_two_versions_behind_needs_three_versions_and_its_age()
    {
        AtomicityResult result = Atomicity.Measure(TwoBehind, JudgeOptions.Default);

        Assert.Equal((3, 3), (result.VersionsLeast, result.VersionsMost));
        Assert.Equal(7.Milliseconds, result.Age);
    }

    [Theory]
    [InlineData(3, 7, true)]
    [InlineData(2, 7, false)]
    [InlineData(3, 6, false)]
    public void Staleness_is_bounded_by_versions_and_by_time(int versions, int milliseconds, bool holds)
    {
        JudgeOptions options = JudgeOptions.Default with
        {
            VersionsMax = versions,
            StalenessMax = milliseconds.Milliseconds,
        };

        Verdict verdict = Judge.Check(TwoBehind, "bounded-staleness", options);

        Assert.Equal(holds, verdict is Verdict.Holds);
        Assert.Equal(!holds, verdict is Verdict.Violated);
    }

    [Fact]
    public void Without_a_bound_it_is_measured()
    {
        Verdict verdict = Judge.Check(TwoBehind, "bounded-staleness", JudgeOptions.Default);

        Assert.Equal(
            "no bound is given; what holds is 3 versions and 7ms",
            Assert.IsType<Verdict.Undecided>(verdict).Reason
        );
    }

    [Fact]
    public void The_smallest_bounds_are_those_of_every_order_tried()
    {
        int stale = 0;
        Unique.Sample(
            history =>
            {
                AtomicityResult result = Atomicity.Measure(history, JudgeOptions.Default);
                int? versions = Enumerable
                    .Range(1, 8)
                    .Where(k => StaleOracle.Holds(history, k, SimDuration.Zero))
                    .Select(k => (int?)k)
                    .FirstOrDefault();
                long? age = Enumerable
                    .Range(0, 40)
                    .Where(age => StaleOracle.Holds(history, 1, age.Milliseconds))
                    .Select(age => (long?)age.Milliseconds.Nanoseconds)
                    .FirstOrDefault();
                stale += versions > 1 ? 1 : 0;
                return (result.VersionsLeast, result.VersionsMost, result.Age?.Nanoseconds)
                    == (versions, versions, age);
            },
            iter: Samples,
            threads: 1
        );

        Assert.True(stale > Samples / 20, $"only {stale} histories were stale");
    }

    private static string Pick((bool IsWrite, int Pick, int, int)[] steps, int pick)
    {
        int[] writes = [.. Enumerable.Range(0, steps.Length).Where(i => steps[i].IsWrite)];
        return pick % (writes.Length + 1) is var at && at < writes.Length
            ? writes[at].ToString(System.Globalization.CultureInfo.InvariantCulture)
            : "nil";
    }
}
