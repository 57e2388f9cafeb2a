using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Topologies;

/// <summary>How messages travel one way between two places. The defaults are a perfect wire.</summary>
public sealed record LinkProfile
{
    /// <summary>
    /// One-way delay of each message, drawn independently, so messages may overtake each other.
    /// </summary>
    public required Distribution Latency { get; init; }

    /// <summary>The share of messages that never arrive.</summary>
    public Ratio Loss { get; init; }

    /// <summary>The share of messages that arrive twice.</summary>
    public Ratio Duplicate { get; init; }

    /// <summary>
    /// The share of messages that are held back by <see cref="ReorderGap"/>, behind later ones.
    /// </summary>
    public Ratio Reorder { get; init; }

    /// <summary>How long a reordered message is held back.</summary>
    public SimDuration ReorderGap { get; init; }

    /// <summary>What the link carries; null is without limit. Messages wait for each other in turn.</summary>
    public Bandwidth? Bandwidth { get; init; }

    /// <summary>How much may wait for the bandwidth before more is dropped; null is without limit.</summary>
    public ByteSize? QueueLimit { get; init; }
}
