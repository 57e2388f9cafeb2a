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

    /// <summary>Closed model: how long a client thinks.</summary>
    [Option(
        "Instead of rate, closed model: how long each client waits after an answer before it asks again."
    )]
    public Distribution? Think { get; init; }

    /// <summary>Which keys are asked for.</summary>
    [Option("How many keys there are and how they are picked.")]
    public KeyOptions Keys { get; init; } = new();

    /// <summary>What is asked.</summary>
    [Option("The shares of reads, writes and compare-and-sets; together 100%.")]
    public MixOptions Mix { get; init; } = new();

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

        if (Mix.Read.Millionths + Mix.Write.Millionths + Mix.Cas.Millionths != Ratio.One.Millionths)
        {
            yield return ("mix", "the shares of the mix add up to 100%");
        }

        if (Clients.Any(group => group.Value < 1))
        {
            yield return ("clients", "each region named has at least one client");
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
}
