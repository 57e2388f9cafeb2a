using System.Globalization;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Format;

/// <summary>What <c>topology:</c> takes.</summary>
public sealed record TopologyOptions : IValidatedOptions
{
    /// <summary>The regions by name.</summary>
    [Option("The regions by name, with their cloud, zones and nodes.")]
    public IReadOnlyList<KeyValuePair<string, RegionOptions>> Regions { get; init; } = [];

    /// <summary>The links.</summary>
    [Option("How messages travel; the last entry that matches a pair of places counts.")]
    public IReadOnlyList<LinkOptions> Links { get; init; } = [];

    /// <summary>What a message costs.</summary>
    [Option(
        "How long a node's processor works for each message that it takes, one at a time, so that load "
            + "makes queues; 0s: processors are never the limit."
    )]
    public SimDuration MessageCost { get; init; }

    /// <summary>What it costs.</summary>
    [Option("What nodes and traffic cost; off: nothing is known of that.")]
    public CostOptions? Cost { get; init; }

    /// <summary>The clocks.</summary>
    [Option("How right the nodes' clocks are.")]
    public ClockOptions Clock { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        IEnumerable<string> repeated = Regions
            .SelectMany(region => region.Value.NodeNames(region.Key))
            .GroupBy(name => name, StringComparer.Ordinal)
            .Where(sameName => sameName.Count() > 1)
            .Select(sameName => sameName.Key);
        foreach (string name in repeated)
        {
            yield return ("regions", $"two nodes are called '{name}'");
        }
    }
}

/// <summary>A region.</summary>
public sealed record RegionOptions : IValidatedOptions
{
    private const int NodeCountMax = 100_000;

    /// <summary>The cloud's label.</summary>
    [Option("The cloud that runs the region; a label.")]
    public string Cloud { get; init; } = "";

    /// <summary>The zones.</summary>
    [Option("The region's zones; its nodes are spread over them in turn.")]
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>The nodes by name, or how many.</summary>
    [Option("The region's nodes: a list of names, or how many (named after the region).")]
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>What its nodes cost.</summary>
    [Option("What a node of the region costs; off: what topology: cost says.")]
    public HourlyPrice? NodeHour { get; init; }

    /// <summary>The names of the nodes: those given, or so many named after the region.</summary>
    /// <param name="region">The region's name.</param>
    public IReadOnlyList<string> NodeNames(string region) =>
        Count is { } count
            ?
            [
                .. Enumerable
                    .Range(1, Math.Clamp(count, 0, NodeCountMax))
                    .Select(number => $"{region}-{number}"),
            ]
            : Nodes;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Count is < 1 or > NodeCountMax)
        {
            yield return ("nodes", $"a region has from 1 to {NodeCountMax} nodes");
        }
    }

    /// <summary>How many nodes are asked for; null where they are named.</summary>
    private int? Count =>
        Nodes is [string single]
        && int.TryParse(single, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int count)
            ? count
            : null;
}

/// <summary>What <c>cost:</c> takes.</summary>
public sealed record CostOptions
{
    /// <summary>A node.</summary>
    [Option("What a node costs, where its region does not say otherwise.")]
    public HourlyPrice NodeHour { get; init; }

    /// <summary>Traffic between zones.</summary>
    [Option("What it costs to send data to another zone of the region.")]
    public TransferPrice BetweenZones { get; init; }

    /// <summary>Traffic between regions.</summary>
    [Option("What it costs to send data to another region of the cloud.")]
    public TransferPrice BetweenRegions { get; init; }

    /// <summary>Traffic that leaves a cloud.</summary>
    [Option("What it costs to send data out of a cloud; what comes in is free.")]
    public TransferPrice LeavingCloud { get; init; }
}

/// <summary>A link.</summary>
public sealed record LinkOptions : IValidatedOptions
{
    /// <summary>The two ends.</summary>
    [Option("The two ends: regions, zones or clouds; both ways.", Names = NameKind.Place)]
    public IReadOnlyList<string> Between { get; init; } = [];

    /// <summary>The places inside which it counts.</summary>
    [Option(
        "Instead of between: the regions, zones or clouds inside each of which it counts.",
        Names = NameKind.Place
    )]
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>One-way delay.</summary>
    [Option("The one-way delay of each message: a length, {p50, p99}, or another distribution.")]
    public required Distribution Latency { get; init; }

    /// <summary>Loss.</summary>
    [Option("The share of messages lost.", Min = "0%", Max = "100%")]
    public Ratio Loss { get; init; }

    /// <summary>Duplication.</summary>
    [Option("The share of messages that arrive twice.", Min = "0%", Max = "100%")]
    public Ratio Duplicate { get; init; }

    /// <summary>Reordering.</summary>
    [Option("The share of messages held back behind later ones.", Min = "0%", Max = "100%")]
    public Ratio Reorder { get; init; }

    /// <summary>How far.</summary>
    [Option("How long a reordered message is held back.")]
    public SimDuration ReorderGap { get; init; } = 1.Milliseconds;

    /// <summary>Bandwidth.</summary>
    [Option("What the link carries each way; off: without limit.")]
    public Bandwidth? Bandwidth { get; init; }

    /// <summary>Queue.</summary>
    [Option("How much may wait for the bandwidth; off: without limit.")]
    public ByteSize? QueueLimit { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if ((Between.Count > 0) == (Within.Count > 0))
        {
            yield return ("between", "a link is either 'between' two places or 'within' some");
        }

        if (Between.Count is not (0 or 2))
        {
            yield return ("between", "a link is between two places");
        }
    }
}

/// <summary>What <c>clock:</c> takes.</summary>
public sealed record ClockOptions
{
    /// <summary>How far each clock is off.</summary>
    [Option(
        "How far each node's clock is off at the start: a length, or a distribution drawn for each node; "
            + "every second node is behind instead of ahead."
    )]
    public Distribution Offset { get; init; } = Distribution.Constant(0);

    /// <summary>How fast each clock drifts.</summary>
    [Option("How fast each clock gains or loses, in parts per million; every second node loses.", Min = "0")]
    public int DriftPpm { get; init; }
}
