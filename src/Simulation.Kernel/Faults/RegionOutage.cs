using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: region-outage</c> takes.</summary>
public sealed record RegionOutageOptions : NodeTarget
{
    /// <summary>Which region.</summary>
    [Option("The region that goes down.", Names = NameKind.Region)]
    public required string Region { get; init; }

    /// <summary>How much of it.</summary>
    [Option("Which share of its nodes goes down.", Min = "0%", Max = "100%")]
    public Ratio Partial { get; init; } = Ratio.One;
}

/// <summary>Takes a whole region down.</summary>
public static class RegionOutage
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "region-outage",
            "Takes the nodes of a region down, all or a share of them, until the fault ends.",
            typeof(RegionOutageOptions),
            options => Create((RegionOutageOptions)options)
        );

    private static Crash Create(RegionOutageOptions options) =>
        new(
            options with
            {
                Regions = [options.Region],
                Mode = options.Partial == Ratio.One ? TargetMode.All : TargetMode.FixedPercent,
                Percent = options.Partial,
            },
            new CrashStyle(null, LosesUnsynced: true, "node down", "nodes down")
        );
}
