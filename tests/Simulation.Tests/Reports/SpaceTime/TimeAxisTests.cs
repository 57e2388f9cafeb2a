using Simulation.Kernel.Time;
using Simulation.Reports.SpaceTime;

namespace Simulation.Tests.Reports.SpaceTime;

public sealed class TimeAxisTests
{
    [Fact]
    public void What_comes_later_stands_lower_however_close_it_is()
    {
        TimeAxis axis = new([At(5), At(0), At(1), At(1_000_000_000)], 1.Milliseconds, top: 10);

        Assert.Equal(10, axis.Place(At(0)));
        Assert.True(axis.Place(At(1)) >= axis.Place(At(0)) + TimeAxis.StepMin);
        Assert.True(axis.Place(At(5)) >= axis.Place(At(1)) + TimeAxis.StepMin);
        Assert.Equal(axis.Bottom, axis.Place(At(1_000_000_000)));
    }

    [Fact]
    public void A_time_in_which_nothing_happens_is_cut_and_its_length_is_told()
    {
        TimeAxis axis = new([At(0), At(1_000_000), At(3_000_000_000)], 1.Milliseconds, top: 0);

        TimeCut cut = Assert.Single(axis.Cuts);
        Assert.Equal(2999.Milliseconds, cut.Length);
        Assert.InRange(cut.Place, axis.Place(At(1_000_000)), axis.Bottom);
        Assert.True(axis.Bottom - axis.Place(At(1_000_000)) <= TimeAxis.StepMax);
    }

    [Fact]
    public void Between_two_instants_time_is_even_and_beyond_all_it_stands_at_the_edge()
    {
        TimeAxis axis = new([At(100), At(200)], 1.Milliseconds, top: 0);

        Assert.Equal(axis.Bottom / 2, axis.Place(At(150)), precision: 6);
        Assert.Equal((0, axis.Bottom), (axis.Place(At(0)), axis.Place(At(900))));
    }

    [Fact]
    public void Labels_beside_the_axis_never_touch()
    {
        TimeAxis axis = new(
            Enumerable.Range(0, 300).Select(index => At(index * index * 40_000L)),
            1.Milliseconds,
            12
        );

        IReadOnlyList<AxisLabel> labels = AxisLabels.Of(
            axis,
            [(At(0), "cut begins"), (At(1_000_000), "cut ends")]
        );

        Assert.True(labels.Count > 10);
        Assert.Contains(labels, label => label.Style == "event");
        Assert.All(
            labels.Zip(labels.Skip(1)),
            pair => Assert.True(pair.Second.Place - pair.First.Place >= 15)
        );
    }

    private static SimTime At(long nanoseconds) => new(nanoseconds);
}
