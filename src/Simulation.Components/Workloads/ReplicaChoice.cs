using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Workloads;

/// <summary>
/// Which replica a client asks first: the nearest one, unless it was sent to another (a primary, say), or the
/// one it asked kept silent; from a silent one it stays away for a while.
/// </summary>
/// <param name="candidates">The nearest first; at least one.</param>
/// <param name="avoidance">How long silence is remembered.</param>
internal sealed class ReplicaChoice(ProcessRef[] candidates, SimDuration avoidance)
{
    private int _preferred;
    private SimTime _returnAt = SimTime.MaxValue;

    /// <summary>Whom to ask first now.</summary>
    public ProcessRef First(SimTime now)
    {
        if (now >= _returnAt)
        {
            _preferred = 0;
            _returnAt = SimTime.MaxValue;
        }

        return candidates[_preferred];
    }

    /// <summary>How many there are to choose from.</summary>
    public int Count => candidates.Length;

    /// <summary>One of them, by its nearness.</summary>
    public ProcessRef At(int place) => candidates[place];

    /// <summary>Whom to ask after one who could not help.</summary>
    public ProcessRef After(ProcessRef asked) => candidates[(PlaceOf(asked) + 1) % candidates.Length];

    /// <summary>A replica took an operation that another one had passed on to it.</summary>
    public void Prefer(ProcessRef replica)
    {
        _preferred = PlaceOf(replica);
        _returnAt = SimTime.MaxValue;
    }

    /// <summary>A replica did not answer.</summary>
    public void Avoid(ProcessRef replica, SimTime now)
    {
        int place = PlaceOf(replica);
        if (place == _preferred)
        {
            _preferred = (place + 1) % candidates.Length;
            _returnAt = now + avoidance;
        }
    }

    private int PlaceOf(ProcessRef replica) => Math.Max(0, Array.IndexOf(candidates, replica));
}
