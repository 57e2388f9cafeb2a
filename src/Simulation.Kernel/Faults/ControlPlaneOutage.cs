namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: control-plane-outage</c> takes.</summary>
public sealed record ControlPlaneOutageOptions;

/// <summary>Takes the control plane out: no restarts and no failovers by it until it is back.</summary>
public sealed class ControlPlaneOutage : Fault
{
    private int _deferredBefore;

    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "control-plane-outage",
            "Takes the control plane out: what would start nodes again or move traffic waits until it is back.",
            typeof(ControlPlaneOutageOptions),
            _ => new ControlPlaneOutage()
        );

    /// <inheritdoc/>
    public override string Target => "the control plane";

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        _deferredBefore = context.World.ControlPlane.DeferredCount;
        context.World.ControlPlane.GoOut();
        context.Effect.Of("outage", "outages").Add();
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context)
    {
        int deferred = context.World.ControlPlane.DeferredCount - _deferredBefore;
        context.Effect.Of("change put off", "changes put off").Add(deferred);
        context.World.ControlPlane.Return();
    }
}
