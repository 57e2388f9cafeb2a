using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Format;

/// <summary>What <c>swarm:</c> takes: faults that the seed draws.</summary>
/// <remarks>Source: Groce et al., "Swarm Testing", ISSTA 2012: leaving most kinds out of each run finds more
/// than having all of them in every run.</remarks>
public sealed record SwarmOptions
{
    /// <summary>How likely each kind is to take part.</summary>
    [Option("How likely each kind of fault is to take part in a run.", Min = "0%", Max = "100%")]
    public Ratio Chance { get; init; } = new(250_000);

    /// <summary>Which kinds are drawn from.</summary>
    [Option(
        "The kinds of faults that are drawn from; empty: all but those that let a disk forget unnoticed."
    )]
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Which kinds never take part.</summary>
    [Option("Kinds of faults that never take part.")]
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>When the first may begin.</summary>
    [Option("When the first fault may begin; off: at the end of the warm-up.")]
    public SimDuration? At { get; init; }
}

/// <summary>What <c>liveness:</c> takes: the phase in which nothing is broken any more.</summary>
public sealed record LivenessOptions
{
    /// <summary>When everything heals.</summary>
    [Option("When every fault is healed and none begins any more, from the start of the run.", Min = "1ns")]
    public required SimDuration HealAt { get; init; }

    /// <summary>How long it may take until clients are served again.</summary>
    [Option(
        "How soon after that every workload has had an operation that was asked after the heal and succeeded.",
        Min = "1ns"
    )]
    public required SimDuration MustProgressWithin { get; init; }
}
