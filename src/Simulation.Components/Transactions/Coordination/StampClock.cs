using Simulation.Kernel.Time;

namespace Simulation.Components.Transactions.Coordination;

/// <summary>
/// Stamps that stay close to physical time and never behind what was seen: one number is enough, since what
/// is stamped at the same time moves the number on.
/// </summary>
/// <remarks>Source: Kulkarni et al., "Logical Physical Clocks", OPODIS 2014; as the snapshot clock of
/// Clock-SI, Du, Elnikety, Zwaenepoel, SRDS 2013.</remarks>
internal sealed class StampClock
{
    private long _latest;

    /// <summary>A stamp higher than all given or seen before.</summary>
    /// <param name="now">The node's clock.</param>
    public long Next(SimTime now)
    {
        _latest = Math.Max(_latest + 1, now.Nanoseconds);
        return _latest;
    }

    /// <summary>Takes note of a stamp that was seen elsewhere.</summary>
    public void Observe(long stamp) => _latest = Math.Max(_latest, stamp);
}
