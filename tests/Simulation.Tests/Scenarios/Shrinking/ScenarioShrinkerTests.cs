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

        Assert.Equal(
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
}
