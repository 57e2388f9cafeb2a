using Simulation.Components.Routing;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Options;

namespace Simulation.Components.Faults;

/// <summary>What faults of name servers take.</summary>
public sealed record NameServiceFaultOptions
{
    /// <summary>Whose name servers.</summary>
    [Option("The traffic-router whose name servers are hit.", Names = NameKind.Component)]
    public required string Component { get; init; }
}

/// <summary>A fault that hits all name servers of a router at once.</summary>
public abstract class NameServiceFault(NameServiceFaultOptions options) : Fault
{
    /// <inheritdoc/>
    public override string Target => options.Component;

    /// <summary>What becomes of a name server, in one word.</summary>
    private protected abstract string Fate { get; }

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        if (NameService.In(context.World, options.Component) is { } service)
        {
            Hold(service, 1);
            context.Effect.Of($"name server {Fate}", $"name servers {Fate}").Add(service.Servers.Count);
        }
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context)
    {
        if (NameService.In(context.World, options.Component) is { } service)
        {
            Hold(service, -1);
        }
    }

    /// <summary>Lets the fault hold once more, or once less.</summary>
    private protected abstract void Hold(NameService service, int change);
}
