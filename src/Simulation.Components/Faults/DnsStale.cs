using Simulation.Components.Routing;
using Simulation.Kernel.Faults;

namespace Simulation.Components.Faults;

/// <summary>Keeps the name servers of a router at what they told each client before.</summary>
public sealed class DnsStale(NameServiceFaultOptions options) : Fault
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
    public override string Target => options.Component;

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        if (NameService.In(context.World, options.Component) is { } service)
        {
            service.Freezes++;
            context.Effect.Of("name server frozen", "name servers frozen").Add(service.Servers.Count);
        }
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context)
    {
        if (NameService.In(context.World, options.Component) is { } service)
        {
            service.Freezes--;
        }
    }
}
