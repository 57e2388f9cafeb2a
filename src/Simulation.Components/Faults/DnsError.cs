using Simulation.Components.Routing;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Options;

namespace Simulation.Components.Faults;

/// <summary>What <c>inject: dns-error</c> and <c>inject: dns-stale</c> take.</summary>
public sealed record NameServiceFaultOptions
{
    /// <summary>Whose name servers.</summary>
    [Option("The traffic-router whose name servers are hit.", Names = NameKind.Component)]
    public required string Component { get; init; }
}

/// <summary>Keeps the name servers of a router silent.</summary>
public sealed class DnsError(NameServiceFaultOptions options) : Fault
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
    public override string Target => options.Component;

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        if (NameService.In(context.World, options.Component) is { } service)
        {
            service.Silences++;
            context.Effect.Of("name server silenced", "name servers silenced").Add(service.Servers.Count);
        }
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context)
    {
        if (NameService.In(context.World, options.Component) is { } service)
        {
            service.Silences--;
        }
    }
}
