using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.Quorum;

/// <summary>What can be chosen about a quorum store.</summary>
public sealed record QuorumOptions : IValidatedOptions
{
    /// <summary>N: how many replicas are home to a key.</summary>
    [Option("N: how many replicas hold a key; all of them when there are fewer.", Min = "1")]
    public int Copies { get; init; } = 3;

    /// <summary>R: how many replicas must answer a read.</summary>
    [Option("R: how many replicas must answer a read, from 1 to copies.", Min = "1")]
    public int ReadQuorum { get; init; } = 2;

    /// <summary>W: how many replicas must have synced a write.</summary>
    [Option("W: how many replicas must have synced a write, from 1 to copies.", Min = "1")]
    public int WriteQuorum { get; init; } = 2;

    /// <summary>Whether replicas that are not home to a key may stand in.</summary>
    [Option("Whether only a key's homes count (strict), or others may stand in for silent ones (sloppy).")]
    public QuorumKind Quorum { get; init; } = QuorumKind.Strict;

    /// <summary>How concurrent writes are told from successive ones.</summary>
    [Option(
        "How versions are ordered: vector-clocks keep concurrent writes as siblings, last-writer-wins "
            + "goes by the coordinating node's clock."
    )]
    public VersionOrder Versions { get; init; } = VersionOrder.VectorClocks;

    /// <summary>Whether a write that a home missed is kept for it.</summary>
    [Option(
        "Whether a write that a home has missed is kept elsewhere and handed to it when it answers again."
    )]
    public bool HintedHandoff { get; init; } = true;

    /// <summary>How often hints are offered to their homes.</summary>
    [Option("How often hints are offered to their homes.", Min = "1ms")]
    public SimDuration HandoffInterval { get; init; } = 1.Seconds;

    /// <summary>Whether a read mends the stale replicas that it met.</summary>
    [Option("Whether a read sends what it found to the replicas that answered with less.")]
    public bool ReadRepair { get; init; } = true;

    /// <summary>How often a replica compares its state with one other; null for never.</summary>
    [Option(
        "How often a replica compares its hash tree with that of one other, in turn; off: never.",
        Min = "1ms"
    )]
    public SimDuration? AntiEntropyInterval { get; init; } = 5.Seconds;

    /// <summary>With sloppy, when another replica is asked to stand in.</summary>
    [Option(
        "With quorum: sloppy, how long a replica may be silent before another stands in for it.",
        Min = "1ms"
    )]
    public SimDuration FallbackAfter { get; init; } = 200.Milliseconds;

    /// <summary>How long a coordinator waits for replicas.</summary>
    [Option("How long a coordinator waits for replicas; then it suspects the silent ones.", Min = "1ms")]
    public SimDuration RequestTimeout { get; init; } = 500.Milliseconds;

    /// <summary>How long a silent replica is taken to be down.</summary>
    [Option(
        "How long a coordinator takes a silent replica to be down, unless it hears from it.",
        Min = "1ms"
    )]
    public SimDuration SuspectFor { get; init; } = 2.Seconds;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (ReadQuorum > Copies)
        {
            yield return ("read-quorum", "must not exceed copies");
        }

        if (WriteQuorum > Copies)
        {
            yield return ("write-quorum", "must not exceed copies");
        }

        if (FallbackAfter >= RequestTimeout)
        {
            yield return ("fallback-after", "must be shorter than request-timeout");
        }
    }
}

/// <summary>Who counts for a quorum.</summary>
public enum QuorumKind
{
    /// <summary>The homes of the key.</summary>
    Strict,

    /// <summary>The first replicas of the key's preference list that answer; what they take is handed home
    /// later.</summary>
    Sloppy,
}

/// <summary>How versions of a key are ordered.</summary>
public enum VersionOrder
{
    /// <summary>By what their writers had seen; concurrent ones stay side by side until a later write has
    /// seen them.</summary>
    VectorClocks,

    /// <summary>By the coordinating nodes' clocks; of two concurrent ones the earlier is lost.</summary>
    LastWriterWins,
}
