using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;
using Simulation.Scenarios.Recovery;
using Simulation.Scenarios.Slo;

namespace Simulation.Scenarios.Running;

/// <summary>
/// All that one run of one matrix cell with one seed gave; the same for the same id on any machine.
/// </summary>
public sealed record RunResult
{
    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>The question that the scenario asks; empty when it has no title.</summary>
    public required string Title { get; init; }

    /// <summary>
    /// The matrix keys of this run with their values, in the order of the file, the seed left out.
    /// </summary>
    public required IReadOnlyList<CellValue> Cell { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>
    /// First six hexadecimal digits of the hash of resolved scenario, seed and engine version.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The hash of everything observable in the run.</summary>
    public required ulong Fingerprint { get; init; }

    /// <summary>The hash of the load alone: equal for designs that were compared on the same load.</summary>
    public required ulong LoadFingerprint { get; init; }

    /// <summary>Simulated length, warm-up included.</summary>
    public required SimDuration Duration { get; init; }

    /// <summary>Left out of all numbers.</summary>
    public required SimDuration Warmup { get; init; }

    /// <summary>How many events the run took.</summary>
    public required long EventCount { get; init; }

    /// <summary>The faults, in the order of the file.</summary>
    public required IReadOnlyList<FaultOutcome> Faults { get; init; }

    /// <summary>What clients saw, one for each workload.</summary>
    public required IReadOnlyList<WorkloadOutcome> Workloads { get; init; }

    /// <summary>The verdicts asked for under <c>check:</c> and by expectations.</summary>
    public required IReadOnlyList<ModelOutcome> Models { get; init; }

    /// <summary>What was expected and what came, in the order of the file.</summary>
    public required IReadOnlyList<ExpectationOutcome> Expectations { get; init; }

    /// <summary>
    /// What the first fault cost each workload in data and time, where the scenario expects something of that.
    /// </summary>
    public IReadOnlyList<RecoveryOutcome> Recoveries { get; init; } = [];

    /// <summary>What became of the promises under <c>slo:</c>, in the order of the file.</summary>
    public IReadOnlyList<SloOutcome> Slos { get; init; } = [];

    /// <summary>What the design costs a month; null where the scenario names no prices.</summary>
    public CostOutcome? Cost { get; init; }

    /// <summary>All measured numbers, sorted by name.</summary>
    public required IReadOnlyList<MetricOutcome> Metrics { get; init; }

    /// <summary>What components told of, such as elections: name and count, sorted by name.</summary>
    public required IReadOnlyList<HappeningCount> Happenings { get; init; }

    /// <summary>Who took part: the nodes of the topology first, then the clients' own.</summary>
    public IReadOnlyList<NodeOutcome> Nodes { get; init; } = [];

    /// <summary>What escaped the simulation; not empty means that the fingerprint is worthless.</summary>
    public required IReadOnlyList<string> Offences { get; init; }

    /// <summary>The scenario with everything explicit: running this text repeats the run.</summary>
    public required string ResolvedScenario { get; init; }
}

/// <summary>A matrix key and the value it has in a run.</summary>
public sealed record CellValue(string Key, string Value);

/// <summary>A node of a run and who lived there.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where it stood.</param>
/// <param name="IsClient">Whether it belongs to a workload rather than to the design.</param>
/// <param name="Processes">The names of its processes, as the trace has them.</param>
public sealed record NodeOutcome(string Name, Place Place, bool IsClient, IReadOnlyList<string> Processes);

/// <summary>A fault of a run and what it touched.</summary>
/// <param name="Id">Its id in the scenario.</param>
/// <param name="Kind">Its name in the catalogue.</param>
/// <param name="Start">When it was injected.</param>
/// <param name="End">When it healed; null when it lasted to the end of the run.</param>
/// <param name="Target">Whom it was aimed at, in a few words, such as <c>eu | us</c>.</param>
/// <param name="Effect">The effect line, such as <c>1,284 messages dropped</c>.</param>
/// <param name="TouchedNothing">True when it had no effect at all, which is worth a warning.</param>
public sealed record FaultOutcome(
    string Id,
    string Kind,
    SimTime Start,
    SimTime? End,
    string Target,
    string Effect,
    bool TouchedNothing
);

/// <summary>What the clients of a workload saw.</summary>
public sealed record WorkloadOutcome
{
    /// <summary>The workload's name.</summary>
    public required string Name { get; init; }

    /// <summary>All operations, those of the warm-up included.</summary>
    public required History History { get; init; }

    /// <summary>The region of each process of the history, by its number.</summary>
    public required IReadOnlyList<string> RegionOfProcess { get; init; }

    /// <summary>Numbers for each window: the whole run, and each fault's time in force.</summary>
    public required IReadOnlyList<WindowOutcome> Windows { get; init; }

    /// <summary>Second by second from the start: throughput, latency, availability.</summary>
    public required IReadOnlyList<SecondOutcome> Seconds { get; init; }

    /// <summary>Acknowledged writes that are gone.</summary>
    public required IReadOnlyList<Operation> LostWrites { get; init; }

    /// <summary>How many writes were acknowledged.</summary>
    public int AcknowledgedWrites { get; init; }

    /// <summary>Reads of values that were already replaced, with the age of what they returned.</summary>
    public required IReadOnlyList<(Operation Read, SimDuration Age)> StaleReads { get; init; }

    /// <summary>How long after the last heal all replicas agreed again; null when they never did.</summary>
    public required SimDuration? ConvergedAfter { get; init; }

    /// <summary>
    /// The strongest consistency model that the history was found to satisfy, or <c>unknown</c>.
    /// </summary>
    public required string Observed { get; init; }

    /// <summary>The anomalies that break the weakest of the violated models: what keeps it from more.</summary>
    public IReadOnlyList<string> Anomalies { get; init; } = [];

    /// <summary>What only the lab knows of the session guarantees asked about.</summary>
    public IReadOnlyList<WhiteBoxOutcome> WhiteBox { get; init; } = [];

    /// <summary>Transactions that the component undid, after the warm-up.</summary>
    public int Aborted { get; init; }

    /// <summary>
    /// The keys that do not hold what the database they are derived from holds when the run ends; null where its
    /// target is derived from nothing.
    /// </summary>
    public IReadOnlyList<string>? DivergentKeys { get; init; }
}

/// <summary>What clients saw in a stretch of the run.</summary>
/// <param name="Name"><c>whole run</c> or a fault's id.</param>
/// <param name="Start">Begin of the window.</param>
/// <param name="End">End of the window.</param>
/// <param name="Succeeded">Operations invoked in the window that succeeded.</param>
/// <param name="Refused">Those that certainly did not happen.</param>
/// <param name="Lost">Those whose fate nobody knows.</param>
/// <param name="LatencyP50">Median of the succeeded ones; null without any.</param>
/// <param name="LatencyP99">Their 99th percentile; null without any.</param>
/// <param name="Reads">Successful reads.</param>
/// <param name="StaleReads">The stale ones among them.</param>
/// <param name="Regions">Availability per client region: succeeded of all invoked.</param>
public sealed record WindowOutcome(
    string Name,
    SimTime Start,
    SimTime End,
    int Succeeded,
    int Refused,
    int Lost,
    SimDuration? LatencyP50,
    SimDuration? LatencyP99,
    int Reads,
    int StaleReads,
    IReadOnlyList<RegionAvailability> Regions
);

/// <summary>How many operations of a region's clients succeeded, of how many.</summary>
public sealed record RegionAvailability(string Region, int Succeeded, int Invoked);

/// <summary>One second of a run, as clients saw it; by the instant of invocation.</summary>
public sealed record SecondOutcome(
    int Second,
    int Succeeded,
    int Refused,
    int Lost,
    SimDuration? LatencyP50,
    SimDuration? LatencyP99,
    IReadOnlyList<RegionAvailability> Regions
);

/// <summary>How a claim was judged.</summary>
public enum Judgement
{
    /// <summary>It holds.</summary>
    Held,

    /// <summary>It does not.</summary>
    Failed,

    /// <summary>It could not be decided: no samples, or out of budget. Never counts as held.</summary>
    Unknown,
}

/// <summary>Whether a history satisfies a consistency model.</summary>
/// <param name="Workload">Whose history.</param>
/// <param name="Model">The model's canonical name.</param>
/// <param name="Judgement">The verdict.</param>
/// <param name="Anomaly">The anomaly's name when it failed; else empty.</param>
/// <param name="Because">One or a few sentences, with clients, keys, values and times.</param>
/// <param name="Operations">The minimal operations that show it; empty unless it failed.</param>
public sealed record ModelOutcome(
    string Workload,
    string Model,
    Judgement Judgement,
    string Anomaly,
    string Because,
    IReadOnlyList<Operation> Operations
)
{
    /// <summary>Whether it is only told, and decides nothing.</summary>
    public bool IsWarning { get; init; }
}

/// <summary>
/// One sentence under <c>expect:</c> (or an event under <c>reached:</c>) and what came of it.
/// </summary>
/// <param name="That">The sentence as written.</param>
/// <param name="File">The scenario file.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="IsWarning">True when a failure only warns.</param>
/// <param name="Judgement">The verdict.</param>
/// <param name="Was">What was measured, such as <c>6.2s</c>; empty when it held without a number.</param>
/// <param name="Because">Why it failed or is unknown, in a sentence or two; empty when it held.</param>
/// <param name="At">The instant that shows it best, for replay; null when there is none.</param>
public sealed record ExpectationOutcome(
    string That,
    string File,
    int Line,
    bool IsWarning,
    Judgement Judgement,
    string Was,
    string Because,
    SimTime? At
);

/// <summary>A measured number.</summary>
/// <param name="Name">Dotted name, such as <c>network.sent</c>.</param>
/// <param name="Value">The number in its unit.</param>
/// <param name="Unit"><c>count</c>, <c>ns</c>, <c>bytes</c> or <c>ratio</c>.</param>
/// <param name="Samples">From how many samples; 1 for a counter.</param>
public sealed record MetricOutcome(string Name, double Value, string Unit, long Samples);

/// <summary>How often something happened.</summary>
public sealed record HappeningCount(string Name, int Count);
