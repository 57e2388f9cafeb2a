using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Recovery;

/// <summary>How far back a disaster threw the data.</summary>
/// <remarks>Source: ISO/IEC 27031, recovery point objective: the point in time to which data must be
/// recovered.</remarks>
internal static class RecoveryPoint
{
    /// <summary>
    /// From when the first lost write was asked for until the disaster, or until the last lost one was
    /// acknowledged where a cut-off side went on after it; nothing where none is lost.
    /// </summary>
    /// <param name="lost">Acknowledged writes that are gone, in any order.</param>
    /// <param name="struck">When the disaster struck.</param>
    public static SimDuration Of(IReadOnlyList<Operation> lost, SimTime struck)
    {
        if (lost.Count == 0)
        {
            return SimDuration.Zero;
        }

        SimTime first = lost.Min(write => write.Invoked);
        SimTime last = lost.Max(write => write.Completed!.Value);
        return (last > struck ? last : struck) - first;
    }
}
