using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;

namespace Simulation.Components.Services.Balancing;

/// <summary>What <c>outliers:</c> takes.</summary>
public sealed record OutlierOptions
{
    /// <summary>What makes an outlier.</summary>
    [Option("After how many failures in a row a caller leaves a replica out.", Min = "1")]
    public int Failures { get; init; } = 5;

    /// <summary>How long one is left out.</summary>
    [Option("For how long, the first time; the second time for twice as long, and so on.", Min = "1ms")]
    public SimDuration For { get; init; } = 30.Seconds;

    /// <summary>The longest time that one is left out.</summary>
    [Option("The longest time that a replica is left out.", Min = "1ms")]
    public SimDuration MaxFor { get; init; } = 300.Seconds;

    /// <summary>How soon earlier times are forgotten.</summary>
    [Option("After how long back in use one of the earlier times is forgotten.", Min = "1ms")]
    public SimDuration ForgetAfter { get; init; } = 10.Seconds;

    /// <summary>How many may be left out.</summary>
    [Option(
        "The share of the replicas that may be left out at once; one of several always may, all never.",
        Min = "0%",
        Max = "100%"
    )]
    public Ratio Max { get; init; } = new(100_000);
}
