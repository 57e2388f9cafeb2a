using CsCheck;
using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Slo;

namespace Simulation.Tests.Scenarios.Slo;

public sealed class EventCountsTests
{
    private const int Run = 20;

    private static readonly GoodEvent Soon = GoodEvent.Parse("read succeeded within 2s", out _)!;

    /// <summary>Operations, each asked at some millisecond and answered some milliseconds later.</summary>
    private static readonly Gen<(int Asked, int Took)[]> Load = Gen.Select(
        Gen.Int[0, (Run * 1000) - 1],
        Gen.Int[0, 4_000]
    ).Array[0, 60];

    [Fact]
    public void A_window_holds_what_a_count_by_hand_holds() =>
        Gen.Select(Load, Gen.Int[1, Run], Gen.Int[1, Run], Gen.Int[0, 5])
            .Sample(
                (load, end, length, warmup) =>
                {
                    length = Math.Min(length, end);
                    List<Operation> operations = Operations(load);
                    (Int128 bad, Int128 all) = EventCounts
                        .Of(operations, Soon, Run, warmup)
                        .Within(end, length);

                    List<Operation> inside =
                    [
                        .. operations.Where(operation =>
                            KnownSecond(operation) >= end - length && KnownSecond(operation) < end
                        ),
                    ];
                    Int128 scale = inside.Count == 0 ? 1 : all / inside.Count;

                    Assert.Equal(scale * inside.Count, all);
                    Assert.Equal(scale * inside.Count(operation => !Soon.IsGood(operation)), bad);
                }
            );

    [Fact]
    public void What_was_before_the_run_is_supposed_to_be_as_the_warm_up()
    {
        // Two a second, one of them bad, for five seconds; then all is good.
        List<Operation> operations = Operations([
            .. Enumerable
                .Range(0, 5)
                .SelectMany(second => new[] { (second * 1000, 0), (second * 1000, 5_000) }),
            .. Enumerable.Range(5, 13).Select(second => (second * 1000, 0)),
        ]);

        (Int128 bad, Int128 all) = EventCounts.Of(operations, Soon, Run, warmup: 7).Within(0, 100);

        // A bad one is known for bad after two seconds: five good, two more good and five bad in the warm-up.
        Assert.Equal(5 * 100, bad);
        Assert.Equal(12 * 100, all);
    }

    [Fact]
    public void Without_a_warm_up_all_went_well_before_the_run()
    {
        List<Operation> operations = Operations([(0, 5_000), (1_000, 0)]);

        (Int128 bad, Int128 all) = EventCounts.Of(operations, Soon, Run, warmup: 0).Within(0, 40);

        Assert.Equal(0, bad);
        Assert.Equal(2 * 40, all);
    }

    [Theory]
    [InlineData("read succeeded", true)]
    [InlineData("any succeeded within 800ms", true)]
    [InlineData("any succeeded within 800", false)]
    [InlineData("place-order succeeded", false)]
    [InlineData("read within 800ms", false)]
    [InlineData("", false)]
    public void A_sentence_says_what_is_good_or_is_refused(string text, bool isGood) =>
        Assert.Equal(isGood, GoodEvent.Parse(text, out _) is not null);

    private static long KnownSecond(Operation operation) =>
        Soon.KnownAt(operation)!.Value.Nanoseconds / 1_000_000_000;

    private static List<Operation> Operations(IEnumerable<(int Asked, int Took)> load) =>
        [
            .. load.Select(
                (one, index) =>
                    new Operation
                    {
                        Index = index,
                        Process = index,
                        Function = Functions.Read,
                        Outcome = Outcome.Succeeded,
                        Invoked = SimTime.Zero + one.Asked.Milliseconds,
                        Completed = SimTime.Zero + (one.Asked + one.Took).Milliseconds,
                        InvokedOrder = index,
                        CompletedOrder = index,
                    }
            ),
        ];
}
