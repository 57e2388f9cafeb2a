using CsCheck;
using Simulation.Components.Stores.MultiLeader;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Stores;

public sealed class HybridClockTests
{
    [Fact]
    public void A_stamp_is_later_than_every_stamp_seen_before_whatever_the_node_clock_does() =>
        Gen.Select(Gen.Long[0, 50], Gen.Bool, Gen.Long[0, 50], Gen.Int[0, 3])
            .Array[1, 40]
            .Sample(steps =>
            {
                var clock = new HybridClock(node: 1);
                HybridStamp latest = default;

                foreach ((long now, bool isLocal, long time, int count) in steps)
                {
                    if (isLocal)
                    {
                        HybridStamp stamp = clock.Stamp(new SimTime(now));
                        Assert.True(stamp.CompareTo(latest) > 0);
                        latest = stamp;
                    }
                    else
                    {
                        var seen = new HybridStamp(time, count, 2);
                        clock.Observe(seen, new SimTime(now));
                        latest = seen.CompareTo(latest) > 0 ? seen : latest;
                    }
                }
            });

    [Fact]
    public void A_stamp_is_the_physical_time_when_that_is_ahead()
    {
        var clock = new HybridClock(node: 1);
        clock.Observe(new HybridStamp(5, 7, 2), new SimTime(3));

        HybridStamp stamp = clock.Stamp(new SimTime(9));

        Assert.Equal(new HybridStamp(9, 0, 1), stamp);
    }
}
