using Simulation.Components.Routing;
using Simulation.Kernel.Faults;

namespace Simulation.Components.Faults;

/// <summary>Keeps the name servers of a router silent.</summary>
public sealed class DnsError(NameServiceFaultOptions options) : NameServiceFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "dns-error",
            "No name server of a traffic-router answers; clients go on with what they know, or not at all.",
            typeof(NameServiceFaultOptions),
            options => new DnsError((NameServiceFaultOptions)options)
        );

    /// <inheritdoc/>
    private protected override string Fate => "silenced";

    /// <inheritdoc/>
    private protected override void Hold(NameService service, int change) => service.Silences += change;
}
