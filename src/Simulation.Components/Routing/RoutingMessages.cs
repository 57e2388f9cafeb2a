using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Routing;

/// <summary>From a client to a name server: where shall I go?</summary>
/// <param name="Number">Comes back with the answer.</param>
/// <param name="Client">The client's number among those of its workload.</param>
internal sealed record DnsQuery(long Number, int Client);

/// <summary>To a client: where to go, and for how long that is good.</summary>
/// <param name="Number">That of the query; 0 where a route has changed by itself.</param>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="Replicas">Whom to ask there, at least one.</param>
/// <param name="TimeToLive">How long to keep it; null for ever.</param>
/// <param name="ChangedAt">When the server last changed its mind about where clients go.</param>
internal sealed record DnsAnswer(
    long Number,
    string Endpoint,
    IReadOnlyList<ProcessRef> Replicas,
    SimDuration? TimeToLive,
    SimTime ChangedAt
);

/// <summary>A shallow health check: is anybody there?</summary>
/// <param name="Number">Comes back with the answer.</param>
internal sealed record HealthProbe(int Number);

/// <summary>Somebody is there.</summary>
internal sealed record HealthAnswer(int Number);
