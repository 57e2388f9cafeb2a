using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Workloads;

/// <summary>An entry of a scenario's <c>workload:</c>.</summary>
public sealed record WorkloadOptions : IValidatedOptions
{
    /// <summary>The workload's name.</summary>
    [Option("The workload's name, unique in the scenario; expectations call its history by it.")]
    public required string Name { get; init; }

    /// <summary>What is asked.</summary>
    [Option(
        "What is asked: register, cas-register, counter, set, queue, unique-ids, causal-pairs of a kv-store; "
            + "multi-register, list-append, "
            + "rw-register, bank, long-fork, write-skew of a database."
    )]
    public string Kind { get; init; } = "register";

    /// <summary>The component that is asked.</summary>
    [Option("The component that the clients ask.")]
    public required string Target { get; init; }

    /// <summary>How many clients each region has.</summary>
    [Option("How many clients each region has, as {eu: 6, us: 4}.", Names = NameKind.Region)]
    public IReadOnlyList<KeyValuePair<string, int>> Clients { get; init; } = [];

    /// <summary>Open model: how many operations begin, over all clients.</summary>
    [Option("Open model: how many operations begin, over all clients, whatever became of the earlier ones.")]
    public Rate? Rate { get; init; }

    /// <summary>Open model: how regularly they begin.</summary>
    [Option("Open model: poisson arrivals at random, constant ones at equal distances.")]
    public ArrivalPattern Arrival { get; init; } = ArrivalPattern.Poisson;

    /// <summary>When the load begins.</summary>
    [Option("When the first operation may begin.")]
    public SimDuration Starts { get; init; }

    /// <summary>How long the load goes on.</summary>
    [Option("How long after that operations begin; off: to the end of the run.")]
    public SimDuration? Lasts { get; init; }

    /// <summary>How long the queues are emptied at the end.</summary>
    [Option(
        "With kind queue: for how long at the end of the load every enqueue is a dequeue instead, so that in the "
            + "end nothing is left inside."
    )]
    public SimDuration Drain { get; init; }

    /// <summary>Which operations are asked.</summary>
    [Option(
        "Only the operations at these places of the load are asked, from 0; all are drawn, so that a choice leaves "
            + "the others as they are. Empty: all. simlab shrink writes it."
    )]
    public IReadOnlyList<int> Only { get; init; } = [];

    /// <summary>Closed model: how long a client thinks.</summary>
    [Option(
        "Instead of rate, closed model: how long each client waits after an answer before it asks again."
    )]
    public Distribution? Think { get; init; }

    /// <summary>Which keys are asked for.</summary>
    [Option("How many keys there are and how they are picked.")]
    public KeyOptions Keys { get; init; } = new();

    /// <summary>What is asked.</summary>
    [Option(
        "The shares of reads, writes and compare-and-sets, together 100%; none: what the kind usually asks."
    )]
    public MixOptions? Mix { get; init; }

    /// <summary>The fewest steps of a transaction.</summary>
    [Option("The fewest steps of a transaction; 1 unless said.", Min = "1", Max = "1000")]
    public int? MinTxnLength { get; init; }

    /// <summary>The most steps of a transaction.</summary>
    [Option("The most steps of a transaction; 4 unless said.", Min = "1", Max = "1000")]
    public int? MaxTxnLength { get; init; }

    /// <summary>How often a key is written.</summary>
    [Option("After so many writes of a key another takes its place; 32 unless said.", Min = "1")]
    public int? MaxWritesPerKey { get; init; }

    /// <summary>The money in a bank.</summary>
    [Option("The sum of all accounts of a bank, shared out evenly at first; 100 unless said.", Min = "1")]
    public int? Total { get; init; }

    /// <summary>How many keys a long-fork reads.</summary>
    [Option("How many keys are read together by a long-fork; 2 unless said.", Min = "2", Max = "100")]
    public int? GroupSize { get; init; }

    /// <summary>Whether steps wait for each other.</summary>
    [Option(
        "Whether a transaction is sent step by step, each after the answer to the one before; "
            + "false: as much at once as is known."
    )]
    public bool StepByStep { get; init; } = true;

    /// <summary>How often clients turn to other replicas than the nearest.</summary>
    [Option(
        "The share of operations that clients ask of any replica, rather than of the nearest.",
        Min = "0%",
        Max = "100%"
    )]
    public Ratio Roam { get; init; }

    /// <summary>How long a client waits.</summary>
    [Option("How long a client waits for an operation, retries included, before it counts as lost.")]
    public SimDuration Timeout { get; init; } = 1.Seconds;

    /// <summary>Whether attempts are repeated.</summary>
    [Option("How an unanswered or refused attempt is made again; none: never.")]
    public RetryOptions? Retry { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if ((Rate is null) == (Think is null))
        {
            yield return (
                "rate",
                "a workload has either a 'rate' (open model) or a 'think' time (closed model)"
            );
        }

        if (Mix is { } mix && mix.Read.Millionths + mix.Write.Millionths + mix.Cas.Millionths != 1_000_000)
        {
            yield return ("mix", "the shares of the mix add up to 100%");
        }

        if (Only.Any(place => place < 0))
        {
            yield return ("only", "the operations of a load are counted from 0");
        }

        if (Clients.Any(group => group.Value < 1))
        {
            yield return ("clients", "each region named has at least one client");
        }

        foreach (
            (string Key, string Message) problem in WorkloadKind.Find(Kind) is { } kind ? Fits(kind) : []
        )
        {
            yield return problem;
        }
    }

    private IEnumerable<(string Key, string Message)> Fits(WorkloadKind kind)
    {
        (string Key, int? Value)[] special =
        [
            ("min-txn-length", MinTxnLength),
            ("max-txn-length", MaxTxnLength),
            ("max-writes-per-key", MaxWritesPerKey),
            ("total", Total),
            ("group-size", GroupSize),
        ];
        foreach ((string key, int? value) in special)
        {
            if (value is not null && !kind.Takes.Contains(key, StringComparer.Ordinal))
            {
                yield return (key, $"a workload of kind '{kind.Name}' takes no '{key}'");
            }
        }

        if ((MinTxnLength ?? 1) > (MaxTxnLength ?? 4))
        {
            yield return ("min-txn-length", "'min-txn-length' is at most 'max-txn-length'");
        }

        if (Mix is { Cas.Millionths: > 0 } && kind.Language == ClientLanguage.Transactions)
        {
            yield return ("mix", $"a workload of kind '{kind.Name}' has no compare-and-sets");
        }

        if (Drain > SimDuration.Zero && kind.Name != "queue")
        {
            yield return ("drain", $"a workload of kind '{kind.Name}' takes no 'drain'");
        }

        if (Keys.Count < 2 && kind.Name is "bank" or "causal-pairs")
        {
            yield return ("keys", $"a workload of kind '{kind.Name}' has at least 2 keys");
        }
    }
}

/// <summary>How regularly the operations of an open workload begin.</summary>
public enum ArrivalPattern
{
    /// <summary>Exponential gaps.</summary>
    Poisson,

    /// <summary>Equal gaps.</summary>
    Constant,
}

/// <summary>Which keys a workload asks for.</summary>
public sealed record KeyOptions
{
    /// <summary>How many there are.</summary>
    [Option("How many keys there are.", Min = "1", Max = "1000000")]
    public int Count { get; init; } = 10;

    /// <summary>How they are picked.</summary>
    [Option("How a key is picked: uniform, zipf(exponent), or hot(keys, share).")]
    public string Pick { get; init; } = "uniform";
}

/// <summary>The shares of the functions.</summary>
public sealed record MixOptions
{
    /// <summary>Reads.</summary>
    [Option("The share of reads.", Min = "0%", Max = "100%")]
    public Ratio Read { get; init; }

    /// <summary>Writes.</summary>
    [Option("The share of writes.", Min = "0%", Max = "100%")]
    public Ratio Write { get; init; }

    /// <summary>Compare-and-sets.</summary>
    [Option("The share of compare-and-sets.", Min = "0%", Max = "100%")]
    public Ratio Cas { get; init; }
}

/// <summary>How attempts are repeated, under the same sequence number.</summary>
public sealed record RetryOptions
{
    /// <summary>How often.</summary>
    [Option("How many attempts may follow the first one.", Min = "1")]
    public int Max { get; init; } = 3;

    /// <summary>How long one attempt may take.</summary>
    [Option("How long one attempt may go unanswered.")]
    public SimDuration AttemptTimeout { get; init; } = 250.Milliseconds;

    /// <summary>The first pause.</summary>
    [Option("The pause before the first repeat; each further one is twice as long.")]
    public SimDuration Backoff { get; init; } = 50.Milliseconds;

    /// <summary>Whether chance spreads the pauses.</summary>
    [Option(
        "Whether each pause is of any length up to the one said, so that clients do not come back together."
    )]
    public bool Jitter { get; init; }

    /// <summary>How many there may be.</summary>
    [Option(
        "The share of operations that a client may repeat, beyond a reserve of 10; off: all.",
        Max = "100%"
    )]
    public Ratio? Budget { get; init; }
}
