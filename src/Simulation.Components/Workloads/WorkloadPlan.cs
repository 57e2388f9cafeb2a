using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;

namespace Simulation.Components.Workloads;

/// <summary>What a workload asks of a component, from where, and how patiently.</summary>
public sealed record WorkloadPlan
{
    /// <summary>Unique in the world; names the clients and their streams of chance.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of load it is.</summary>
    public WorkloadKind Kind { get; init; } = WorkloadKind.All[0];

    /// <summary>What only some kinds ask for.</summary>
    public TransactionShape Shape { get; init; } = new();

    /// <summary>Where the clients are; each client gets a node of its own, numbered in this order.</summary>
    public required IReadOnlyList<ClientGroup> Clients { get; init; }

    /// <summary>When operations begin.</summary>
    public required Arrival Arrival { get; init; }

    /// <summary>How many keys there are, at least 1; they are called <c>k0</c>, <c>k1</c>, ...</summary>
    public required int KeyCount { get; init; }

    /// <summary>Picks a key, from 0 to <see cref="KeyCount"/> - 1.</summary>
    public required Func<RandomStream, int> PickKey { get; init; }

    /// <summary>The shares of the functions.</summary>
    public OperationMix Mix { get; init; } = new();

    /// <summary>How long a client waits for an operation, retries included, before it gives up.</summary>
    public SimDuration Timeout { get; init; } = 1.Seconds;

    /// <summary>Whether and how an unanswered or refused attempt is made again; null for never.</summary>
    public RetryPlan? Retry { get; init; }

    /// <summary>The share of operations that a client asks of any replica rather than of the
    /// nearest.</summary>
    public Ratio Roam { get; init; }

    /// <summary>How long a client waits after a redirect to nobody before it asks the next replica.</summary>
    public SimDuration RedirectBackOff { get; init; } = 20.Milliseconds;

    /// <summary>The earliest time of an operation.</summary>
    public SimTime Start { get; init; }

    /// <summary>No operation begins at this instant or later; those under way still end.</summary>
    public required SimTime Stop { get; init; }

    /// <summary>From this instant on what would be put into a queue is taken out of it instead.</summary>
    public SimTime DrainFrom { get; init; } = SimTime.MaxValue;

    /// <summary>
    /// Places in the load, counted from 0, of the operations that are asked; the others are drawn and left out.
    /// Empty for all. In the closed model the clients count in turn: the first of each, then the second of each.
    /// </summary>
    public IReadOnlyList<int> Only { get; init; } = [];

    /// <summary>The number of the first logical process; several workloads of one world take ranges
    /// apart.</summary>
    public int FirstProcess { get; init; }
}

/// <summary>So many clients at a place.</summary>
/// <param name="Place">Where; the region is what availability is counted by.</param>
/// <param name="Count">At least 1.</param>
public sealed record ClientGroup(Place Place, int Count);

/// <summary>The weights of the functions among the operations; only their proportions matter.</summary>
public sealed record OperationMix
{
    /// <summary>The weight of reads.</summary>
    public Ratio Read { get; init; } = new(700_000);

    /// <summary>The weight of writes.</summary>
    public Ratio Write { get; init; } = new(300_000);

    /// <summary>The weight of compare-and-sets.</summary>
    public Ratio Cas { get; init; }
}

/// <summary>What the transactions of a workload look like, under the names that Jepsen's users
/// know.</summary>
public sealed record TransactionShape
{
    /// <summary>The fewest steps of a transaction, at least 1.</summary>
    public int MinLength { get; init; } = 1;

    /// <summary>The most steps of a transaction, at least <see cref="MinLength"/>.</summary>
    public int MaxLength { get; init; } = 4;

    /// <summary>After so many writes of a key a new one takes its place; at least 1.</summary>
    public int MaxWritesPerKey { get; init; } = 32;

    /// <summary>The sum of all accounts of a bank.</summary>
    public long Total { get; init; } = 100;

    /// <summary>How many keys are read together, at least 2.</summary>
    public int GroupSize { get; init; } = 2;

    /// <summary>
    /// Whether each step waits for the answer to the one before, as in a session at a console; else as much
    /// as is known goes out at once.
    /// </summary>
    public bool IsStepByStep { get; init; } = true;
}

/// <summary>How an attempt that got no answer, or was refused, is made again under the same sequence
/// number.</summary>
public sealed record RetryPlan
{
    /// <summary>How many attempts follow the first one, at least 1.</summary>
    public int Count { get; init; } = 3;

    /// <summary>How long one attempt may go unanswered.</summary>
    public SimDuration AttemptTimeout { get; init; } = 250.Milliseconds;

    /// <summary>The pause before the first retry; each further one is twice as long.</summary>
    public SimDuration BackOff { get; init; } = 50.Milliseconds;

    /// <summary>Whether each pause is of any length up to the one said.</summary>
    public bool HasJitter { get; init; }

    /// <summary>The share of a client's operations that it may retry, beyond a reserve; null for all.</summary>
    public Ratio? Budget { get; init; }
}

/// <summary>When operations begin: on their own, or after the answer to the one before.</summary>
/// <remarks>Source: Schroeder, Wierman, Harchol-Balter, "Open Versus Closed: A Cautionary Tale", NSDI
/// 2006.</remarks>
public abstract record Arrival
{
    private Arrival() { }

    /// <summary>Open model: operations of the whole workload arrive whatever became of the earlier
    /// ones.</summary>
    /// <param name="Gap">The time between two arrivals: exponential makes it Poisson, constant makes it
    /// regular.</param>
    /// <param name="Spread">Which client an arrival falls to.</param>
    public sealed record Open(Distribution Gap, ClientSpread Spread = ClientSpread.Uniform) : Arrival;

    /// <summary>Closed model: each client thinks, asks, waits for the end of its operation, and begins
    /// again.</summary>
    /// <param name="Think">The time between the end of an operation and the next.</param>
    public sealed record Closed(Distribution Think) : Arrival;
}

/// <summary>How the arrivals of an open workload fall to its clients.</summary>
public enum ClientSpread
{
    /// <summary>Each arrival draws its client.</summary>
    Uniform,

    /// <summary>The clients take turns.</summary>
    RoundRobin,
}
