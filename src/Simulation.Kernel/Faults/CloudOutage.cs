using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: cloud-outage</c> takes.</summary>
public sealed record CloudOutageOptions : NodeTarget
{
    /// <summary>Which cloud.</summary>
    [Option("The cloud that goes down.", Names = NameKind.Cloud)]
    public required string Cloud { get; init; }

    /// <summary>How much of it.</summary>
    [Option("Which share of its nodes goes down.", Min = "0%", Max = "100%")]
    public Ratio Partial { get; init; } = Ratio.One;
}

/// <summary>Takes a whole cloud down.</summary>
public static class CloudOutage
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "cloud-outage",
            "Takes the nodes of a cloud down, all or a share of them, until the fault ends.",
            typeof(CloudOutageOptions),
            options => Create((CloudOutageOptions)options)
        );

    private static Crash Create(CloudOutageOptions options) =>
        new(
            options with
            {
                Clouds = [options.Cloud],
                Mode = options.Partial == Ratio.One ? TargetMode.All : TargetMode.FixedPercent,
                Percent = options.Partial,
            },
            new CrashStyle(null, LosesUnsynced: true, "node down", "nodes down")
        );
}
