using Simulation.Kernel.Time;

namespace Simulation.Reports.Throughput;

/// <summary>What is put under load.</summary>
/// <param name="Family"><c>consistency</c> for single keys, <c>isolation</c> for transactions.</param>
/// <param name="Model">The level's name.</param>
/// <param name="Replicas">How many replicas there are in all.</param>
/// <param name="Regions">Over how many regions they are spread.</param>
/// <param name="ReadPercent">The share of reads among operations, or among the steps of transactions.</param>
public sealed record ThroughputSetup(string Family, string Model, int Replicas, int Regions, int ReadPercent);

/// <summary>What came of one rate of load.</summary>
/// <param name="Asked">Operations asked for a second.</param>
/// <param name="Succeeded">Operations that succeeded a second.</param>
/// <param name="Availability">Succeeded of all, from 0 to 1.</param>
/// <param name="LatencyP50">The median; null when none succeeded.</param>
/// <param name="LatencyP99">The 99th percentile; null when none succeeded.</param>
/// <param name="MessagesPerOperation">Messages sent for each operation asked.</param>
public sealed record ThroughputPoint(
    int Asked,
    double Succeeded,
    double Availability,
    SimDuration? LatencyP50,
    SimDuration? LatencyP99,
    double MessagesPerOperation
);

/// <summary>Latency against throughput, up to the rate at which a promise breaks.</summary>
/// <param name="Setup">What was put under load.</param>
/// <param name="Limit">The latency that the 99th percentile may not pass.</param>
/// <param name="Points">What was measured, by rising rate.</param>
/// <param name="Best">The highest rate that kept the limit; null when not even the lowest did.</param>
/// <param name="Hurt">Half of that rate under the standard faults; null without <paramref name="Best"/>.</param>
public sealed record ThroughputCurve(
    ThroughputSetup Setup,
    SimDuration Limit,
    IReadOnlyList<ThroughputPoint> Points,
    ThroughputPoint? Best,
    ThroughputPoint? Hurt
);
