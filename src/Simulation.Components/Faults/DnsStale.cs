using Simulation.Components.Routing;
using Simulation.Kernel.Faults;

namespace Simulation.Components.Faults;

/// <summary>Keeps the name servers of a router at what they told each client before.</summary>
public sealed class DnsStale(NameServiceFaultOptions options) : NameServiceFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "dns-stale",
            "The name servers of a traffic-router repeat to each client what they told it last, whatever happens.",
            typeof(NameServiceFaultOptions),
            options => new DnsStale((NameServiceFaultOptions)options)
        );

    /// <inheritdoc/>
    private protected override string Fate => "frozen";

    /// <inheritdoc/>
    private protected override void Hold(NameService service, int change) => service.Freezes += change;
}
