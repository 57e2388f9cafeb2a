using Simulation.Components.Routing;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;

namespace Simulation.Components.Workloads;

/// <summary>
/// Whom a client asks: the nearest of the replicas that name servers told it of, or of all where there are none;
/// now and then any of them, when it roams.
/// </summary>
/// <param name="workload">The client's workload.</param>
/// <param name="number">The client's number.</param>
/// <param name="place">Where the client is.</param>
/// <param name="roaming">Where it is drawn from whether it roams.</param>
/// <param name="resolver">What it knows from name servers; null where it may ask anybody.</param>
internal sealed class Destination(
    Workload workload,
    int number,
    Place place,
    RandomStream roaming,
    StubResolver? resolver
)
{
    private static readonly SimDuration Avoidance = 5.Seconds;

    private ReplicaChoice _choice = Among(workload.Replicas, place, number);

    /// <summary>Whether it can be said now whom to ask.</summary>
    public bool IsKnown(SimTime now) => resolver?.IsFresh(now) ?? true;

    /// <summary>Whether anybody has ever been named.</summary>
    public bool WasKnown => resolver is null || resolver.Replicas.Count > 0;

    /// <summary>Finds out whom to ask.</summary>
    public void Resolve() => resolver!.Ask();

    /// <summary>Whom to ask first.</summary>
    public ProcessRef First(SimTime now) =>
        Roams() ? _choice.At(roaming.NextBelow(_choice.Count)) : _choice.First(now);

    /// <inheritdoc cref="ReplicaChoice.After"/>
    public ProcessRef After(ProcessRef asked) => _choice.After(asked);

    /// <inheritdoc cref="ReplicaChoice.Prefer"/>
    public void Prefer(ProcessRef replica) => _choice.Prefer(replica);

    /// <inheritdoc cref="ReplicaChoice.Avoid"/>
    public void Avoid(ProcessRef replica, SimTime now) => _choice.Avoid(replica, now);

    /// <summary>A name server, or a route that changed, says where to go.</summary>
    public void Take(DnsAnswer answer, SimTime now, SimTime realNow)
    {
        if (resolver!.Take(answer, now, realNow))
        {
            _choice = Among(resolver.Replicas, place, number);
        }
    }

    /// <summary>No name server answered; true when the client is to go on with what it knows.</summary>
    public bool OnSilence(SimTime now) => resolver!.OnSilence(now);

    private static ReplicaChoice Among(IReadOnlyList<ProcessRef> replicas, Place place, int number) =>
        new(CandidateOrder.ByNearness(place, number, replicas), Avoidance);

    private bool Roams() =>
        workload.Plan.Roam.Millionths > 0 && roaming.NextBelow(1_000_000) < workload.Plan.Roam.Millionths;
}
