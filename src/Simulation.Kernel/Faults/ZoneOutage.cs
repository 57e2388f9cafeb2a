using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: zone-outage</c> takes.</summary>
public sealed record ZoneOutageOptions : NodeTarget
{
    /// <summary>Which zone.</summary>
    [Option("The zone that goes down.", Names = NameKind.Zone)]
    public required string Zone { get; init; }

    /// <summary>How much of it.</summary>
    [Option("Which share of its nodes goes down.", Min = "0%", Max = "100%")]
    public Ratio Partial { get; init; } = Ratio.One;
}

/// <summary>Takes a whole zone down.</summary>
public static class ZoneOutage
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "zone-outage",
            "Takes the nodes of a zone down, all or a share of them, until the fault ends.",
            typeof(ZoneOutageOptions),
            options => Create((ZoneOutageOptions)options)
        );

    private static Crash Create(ZoneOutageOptions options) =>
        new(
            options with
            {
                Zones = [options.Zone],
                Mode = options.Partial == Ratio.One ? TargetMode.All : TargetMode.FixedPercent,
                Percent = options.Partial,
            },
            new CrashStyle(null, LosesUnsynced: true, "node down", "nodes down")
        );
}
