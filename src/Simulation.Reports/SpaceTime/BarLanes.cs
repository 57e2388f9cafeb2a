using System.Runtime.InteropServices;
using Simulation.Kernel.Time;

namespace Simulation.Reports.SpaceTime;

/// <summary>Puts bars that share a column and overlap in time beside each other.</summary>
public static class BarLanes
{
    /// <summary>The lane of each bar, counted from 0: the first that is free when the bar begins.</summary>
    /// <param name="bars">In the order of their beginning.</param>
    public static IReadOnlyList<int> Of(IEnumerable<Bar> bars)
    {
        var ends = new Dictionary<int, List<SimTime>>();
        List<int> lanes = [];
        foreach (Bar bar in bars)
        {
            List<SimTime> column = CollectionsMarshal.GetValueRefOrAddDefault(ends, bar.Place, out _) ??= [];
            int lane = column.FindIndex(end => end <= bar.Start);
            if (lane < 0)
            {
                lane = column.Count;
                column.Add(bar.End);
            }
            else
            {
                column[lane] = bar.End;
            }

            lanes.Add(lane);
        }

        return lanes;
    }
}
