using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Reports.SpaceTime;

namespace Simulation.Tests.Reports.SpaceTime;

public sealed class BarLanesTests
{
    [Fact]
    public void Bars_that_overlap_in_a_column_stand_side_by_side_and_a_free_lane_is_used_again()
    {
        IReadOnlyList<int> lanes = BarLanes.Of([Bar(0, 0, 10), Bar(0, 5, 20), Bar(1, 6, 9), Bar(0, 10, 12)]);

        Assert.Equal([0, 1, 0, 0], lanes);
    }

    private static Bar Bar(int place, long start, long end) =>
        new(
            new Operation
            {
                Index = 0,
                Process = 0,
                Function = Functions.Read,
                InvokedOrder = 0,
                CompletedOrder = 1,
            },
            place,
            0,
            new SimTime(start),
            new SimTime(end)
        );
}
