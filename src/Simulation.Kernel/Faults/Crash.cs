using Simulation.Kernel.Events;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: crash</c> takes.</summary>
public sealed record CrashOptions : NodeTarget
{
    /// <summary>When the nodes come back.</summary>
    [Option("How long after the crash a node starts again; off: when the fault ends.")]
    public SimDuration? RestartAfter { get; init; }

    /// <summary>Whether what was not synced is gone.</summary>
    [Option(
        "true as in a power cut; false when only the processes die and their writes still reach the disk."
    )]
    public bool LoseUnsynced { get; init; } = true;
}

/// <summary>How nodes go down and come back.</summary>
/// <param name="RestartAfter">How long until each comes back; null when the fault ends.</param>
/// <param name="LosesUnsynced">Whether what was not synced is gone.</param>
/// <param name="One">What the effect line says of one node.</param>
/// <param name="Many">What it says of several.</param>
internal sealed record CrashStyle(SimDuration? RestartAfter, bool LosesUnsynced, string One, string Many)
{
    /// <summary>Whether the disks are empty afterwards.</summary>
    public bool Wipes { get; init; }
}

/// <summary>Stops nodes between two messages and starts them again.</summary>
public sealed class Crash : Fault
{
    private readonly NodeTarget _nodes;
    private readonly CrashStyle _style;
    private readonly List<Node> _down = [];
    private string _target = "";

    internal Crash(NodeTarget nodes, CrashStyle style)
    {
        _nodes = nodes;
        _style = style;
    }

    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "crash",
            "Stops nodes between two messages; what they had not synced is lost; they start again later.",
            typeof(CrashOptions),
            options => Create((CrashOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => _target;

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        IReadOnlyList<Node> nodes = _nodes.Select(context.World, context.Random);
        _target = string.Join(" ", nodes.Select(node => node.Name));
        foreach (Node node in nodes)
        {
            node.Crash(_style.LosesUnsynced);
            if (_style.Wipes)
            {
                node.Wipe();
            }

            _down.Add(node);
            if (_style.RestartAfter is { } after)
            {
                context.World.Loop.After(after, new Return(this, node, context.World));
            }
        }

        context.Effect.Of(_style.One, _style.Many).Add(nodes.Count);
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context)
    {
        foreach (Node node in _down)
        {
            node.Restart();
        }

        _down.Clear();
    }

    private static Crash Create(CrashOptions options) =>
        new(
            options,
            new CrashStyle(options.RestartAfter, options.LoseUnsynced, "node crashed", "nodes crashed")
        );

    /// <summary>A supervisor starts the node again, or waits until it can.</summary>
    private sealed class Return(Crash fault, Node node, World world) : SimEvent
    {
        public override void Fire(object? message, object? sender, long tag) =>
            world.ControlPlane.Do(() =>
            {
                if (fault._down.Remove(node))
                {
                    node.Restart();
                }
            });
    }
}
