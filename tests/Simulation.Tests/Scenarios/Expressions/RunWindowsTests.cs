using Simulation.Kernel.Time;
using Simulation.Scenarios.Expressions;

namespace Simulation.Tests.Scenarios.Expressions;

public sealed class RunWindowsTests
{
    private static readonly RunWindows Run = new(
        Second(5),
        Second(60),
        [new FaultSpan("cut", Second(20), Second(40)), new FaultSpan("slow", Second(30), Second(35))]
    );

    [Theory]
    [InlineData("steady", null, 5, 20)]
    [InlineData("recovery", null, 40, 60)]
    [InlineData("slow", null, 30, 35)]
    [InlineData("1s..90s", null, 5, 60)]
    [InlineData(null, null, 5, 60)]
    [InlineData(null, "slow", 35, 60)]
    [InlineData("cut", "slow", 35, 40)]
    public void A_window_is_cut_from_the_measured_part_of_the_run(
        string? during,
        string? after,
        int start,
        int end
    )
    {
        During? part = during is null ? null : DuringText.Parse(during, ["cut", "slow"]).During;

        Window? window = Run.Of(part, after);

        Assert.Equal(new Window(Second(start), Second(end)), window);
    }

    [Fact]
    public void A_part_that_the_run_does_not_have_gives_no_window()
    {
        RunWindows unhealed = Run with { Faults = [new FaultSpan("cut", Second(5), null)] };

        Assert.Null(unhealed.Of(new During.Recovery(), null));
        Assert.Null(unhealed.Of(new During.Steady(), null));
        Assert.Null(unhealed.Of(null, "cut"));
        Assert.Null(unhealed.Of(new During.WhileFault("absent"), null));
        Assert.Null(Run.Of(new During.Between(Second(70), Second(80)), null));
    }

    private static SimTime Second(int second) => new(second * 1_000_000_000L);
}
