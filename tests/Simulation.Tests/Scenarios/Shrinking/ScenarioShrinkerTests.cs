using Simulation.Scenarios.Shrinking;

namespace Simulation.Tests.Scenarios.Shrinking;

public sealed class ScenarioShrinkerTests
{
    private const string Noisy = """
        scenario: v1
        name: noisy
        seed: 7
        duration: 64s
        faults:
          - {id: one, inject: partition}
          - {id: two, inject: crash}
          - {id: three, inject: pause}
        workload:
          - {name: users, rate: 100/s, clients: {eu: 8}}

        """;

    [Fact]
    public void What_is_not_needed_to_fail_goes_and_the_rest_stays()
    {
        var shrinker = new ScenarioShrinker(
            text => text.Contains("inject: crash") && text.Contains("rate:"),
            () => false
        );

        string smallest = shrinker.Shrink(Noisy);

        Assert.StartsWith(
            "scenario: v1\nname: noisy\nseed: 7\nfaults:\n  - inject: crash\nworkload:\n  - name: users\n    rate: 1/s\n",
            smallest
        );
    }

    [Fact]
    public void A_number_is_halved_for_as_long_as_it_fails()
    {
        var shrinker = new ScenarioShrinker(
            text =>
                text.Contains("duration: 64s")
                || text.Contains("duration: 32s")
                || text.Contains("duration: 16s"),
            () => false
        );

        string smallest = shrinker.Shrink(Noisy);

        Assert.Equal("scenario: v1\nname: noisy\nseed: 7\nduration: 16s\n", smallest);
    }

    [Fact]
    public void Nothing_goes_when_everything_is_needed()
    {
        var shrinker = new ScenarioShrinker(_ => false, () => false);

        string same = shrinker.Shrink(Noisy);

        Assert.Equal(same, shrinker.Shrink(same));
        Assert.Contains("id: three", same);
        Assert.True(shrinker.Trials > 10);
    }

    [Fact]
    public void When_time_is_over_the_smallest_so_far_is_given()
    {
        int asked = 0;
        var shrinker = new ScenarioShrinker(_ => true, () => ++asked > 4);

        string smallest = shrinker.Shrink(Noisy);

        Assert.Contains("scenario: v1", smallest);
        Assert.InRange(shrinker.Trials, 1, 4);
    }

    [Fact]
    public void Of_the_operations_those_stay_that_are_needed()
    {
        var shrinker = new ScenarioShrinker(
            text => text.Contains("rate:") && (!text.Contains("only:") || Asks(text, "3", "17")),
            () => false
        );

        string smallest = shrinker.Shrink(Noisy);

        Assert.Contains("only: [3, 17]", smallest);
    }

    [Fact]
    public void The_load_begins_as_late_and_ends_as_early_as_it_may()
    {
        var shrinker = new ScenarioShrinker(
            text =>
                text.Contains("rate:")
                && text.Contains("duration: 64s")
                && (Window(text) is not { } window || (window.Start <= 20_000 && window.End >= 40_000)),
            () => false
        );

        (int start, int end) = Window(shrinker.Shrink(Noisy))!.Value;

        Assert.InRange(start, 18_000, 20_000);
        Assert.InRange(end, 40_000, 42_000);
    }

    [Fact]
    public void What_fails_no_more_may_fail_under_another_seed()
    {
        var shrinker = new ScenarioShrinker(
            text => text.Contains("inject: crash") || text.Contains("seed: 12\n"),
            () => false
        );

        string smallest = shrinker.Shrink(Noisy);

        Assert.Equal("scenario: v1\nname: noisy\nseed: 12\n", smallest);
    }

    private static bool Asks(string text, params string[] places)
    {
        string list = text[(text.IndexOf("only: [", StringComparison.Ordinal) + 7)..];
        return places.All(list[..list.IndexOf(']', StringComparison.Ordinal)].Split(", ").Contains);
    }

    private static (int Start, int End)? Window(string text)
    {
        string[] lines = text.Split('\n');
        int? Of(string key) =>
            Array.Find(
                lines,
                line => line.Contains(key + ": ") && line.EndsWith("ms", StringComparison.Ordinal)
            )
                is { } line
                ? int.Parse(line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..^2])
                : null;
        return Of("starts") is { } start && Of("lasts") is { } length ? (start, start + length) : null;
    }
}
