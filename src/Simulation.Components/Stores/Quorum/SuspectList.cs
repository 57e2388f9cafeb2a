using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.Quorum;

/// <summary>Which replicas a coordinator takes to be down: those that kept silent, until it hears of
/// them.</summary>
/// <param name="replicas">How many there are.</param>
/// <param name="length">How long a suspicion lasts without new evidence.</param>
internal sealed class SuspectList(int replicas, SimDuration length)
{
    private readonly SimTime?[] _until = new SimTime?[replicas];

    public void Suspect(int place, SimTime now) => _until[place] = now + length;

    public void Hear(int place) => _until[place] = null;

    public bool IsSuspect(int place, SimTime now) => now < _until[place];
}
