using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.MultiLeader;

/// <summary>
/// A clock that stays close to physical time and never behind what it has seen, so that an effect is stamped
/// later than its cause even when the nodes' clocks disagree.
/// </summary>
/// <remarks>Source: Kulkarni, Demirbas, Madappa, Avva, Leone, "Logical Physical Clocks", OPODIS 2014,
/// figure 5.</remarks>
/// <param name="node">The number of the node that it stamps for.</param>
public sealed class HybridClock(int node)
{
    private long _time;
    private int _count;

    /// <summary>The stamp of a local event or of a message to be sent.</summary>
    /// <param name="now">The node's own clock.</param>
    public HybridStamp Stamp(SimTime now)
    {
        if (now.Nanoseconds > _time)
        {
            _time = now.Nanoseconds;
            _count = 0;
        }
        else
        {
            _count++;
        }

        return new HybridStamp(_time, _count, node);
    }

    /// <summary>Takes note of a stamp that arrived, or that was read back after a crash.</summary>
    /// <param name="seen">The stamp.</param>
    /// <param name="now">The node's own clock.</param>
    public void Observe(HybridStamp seen, SimTime now)
    {
        long time = Math.Max(_time, Math.Max(seen.Nanoseconds, now.Nanoseconds));
        int own = time == _time ? _count : -1;
        int other = time == seen.Nanoseconds ? seen.Count : -1;
        _count = Math.Max(own, other) + 1;
        _time = time;
    }
}
