using Simulation.Kernel.Options;
using Simulation.Kernel.Randomness;

namespace Simulation.Components.Services;

/// <summary>What a station of workers takes.</summary>
public sealed record StationOptions
{
    /// <summary>How many jobs are served at once.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>How long one job takes on a healthy node, in nanoseconds.</summary>
    public Distribution ServiceTime { get; init; } = Distribution.Constant(0);

    /// <summary>Who waits when all workers are busy.</summary>
    public QueueOptions Queue { get; init; } = new();
}

/// <summary>What <c>queue:</c> takes.</summary>
public sealed record QueueOptions
{
    /// <summary>How many jobs may wait; null is without limit.</summary>
    [Option("How many requests may wait for a worker; off: any number.", Min = "0")]
    public int? Limit { get; init; }

    /// <summary>What happens to one too many.</summary>
    [Option("What a full queue does: reject the newcomer, or shed the one that has waited longest.")]
    public WhenFull WhenFull { get; init; } = WhenFull.Reject;
}

/// <summary>What a full queue does with one too many.</summary>
public enum WhenFull
{
    /// <summary>Turns the newcomer away.</summary>
    Reject,

    /// <summary>Takes the newcomer in, and turns away the one that has waited longest.</summary>
    Shed,
}
