using Simulation.Kernel.Networking;

namespace Simulation.Kernel.Faults;

/// <summary>A fault that is a rule for the messages of nodes or of a link, in force from inject to heal.</summary>
/// <param name="options">Whose messages.</param>
public abstract class MessageFault(NetworkTarget options) : Fault
{
    private PacketRule? _rule;
    private string _target = "";

    /// <inheritdoc/>
    public sealed override string Target => _target;

    /// <inheritdoc/>
    public sealed override void Inject(FaultContext context)
    {
        PacketFilter filter = options.Filter(context);
        _target = options.Describe(context.World, filter);
        _rule = CreateRule(filter, context);
        context.World.Network.AddRule(_rule);
    }

    /// <inheritdoc/>
    public sealed override void Heal(FaultContext context) => context.World.Network.RemoveRule(_rule!);

    /// <summary>Makes the rule of an activation.</summary>
    protected abstract PacketRule CreateRule(PacketFilter filter, FaultContext context);
}
