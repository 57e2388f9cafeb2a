using Simulation.Kernel.Events;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: rolling-restart</c> takes.</summary>
public sealed record RollingRestartOptions : NodeTarget
{
    /// <summary>How long a node is away.</summary>
    [Option("How long each node takes to come back.")]
    public SimDuration Takes { get; init; } = 1.Seconds;

    /// <summary>How long to wait between two nodes.</summary>
    [Option("How long to wait after one node is back before the next one goes.")]
    public SimDuration Pause { get; init; } = 5.Seconds;
}

/// <summary>Restarts nodes one after the other, as an upgrade does.</summary>
public sealed class RollingRestart(RollingRestartOptions options) : Fault
{
    private IReadOnlyList<Node> _nodes = [];
    private Node? _away;
    private long _activation;

    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "rolling-restart",
            "Restarts nodes in good order, one after the other, as an upgrade does.",
            typeof(RollingRestartOptions),
            options => new RollingRestart((RollingRestartOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => string.Join(" ", _nodes.Select(node => node.Name));

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        _nodes = options.Select(context.World, context.Random);
        SimDuration step = options.Takes + options.Pause;
        for (int place = 0; place < _nodes.Count; place++)
        {
            context.World.Loop.After(step * place, new Leave(this, _nodes[place], context), tag: _activation);
            context.World.Loop.After((step * place) + options.Takes, new Return(this), tag: _activation);
        }
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context)
    {
        _activation++;
        _away?.Restart();
        _away = null;
    }

    private sealed class Leave(RollingRestart fault, Node node, FaultContext context) : SimEvent
    {
        private readonly FaultEffect.Tally _restarted = context.Effect.Of(
            "node restarted",
            "nodes restarted"
        );

        public override void Fire(object? message, object? sender, long tag)
        {
            if (tag == fault._activation)
            {
                node.Crash(losesUnsynced: false);
                fault._away = node;
                _restarted.Add();
            }
        }
    }

    private sealed class Return(RollingRestart fault) : SimEvent
    {
        public override void Fire(object? message, object? sender, long tag)
        {
            if (tag == fault._activation)
            {
                fault._away?.Restart();
                fault._away = null;
            }
        }
    }
}
