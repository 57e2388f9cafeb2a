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

/// <summary>Stops nodes between two messages and starts them again.</summary>
public sealed class Crash(CrashOptions options) : Fault
{
    private readonly List<Node> _down = [];
    private string _target = "";

    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "crash",
            "Stops nodes between two messages; what they had not synced is lost; they start again later.",
            typeof(CrashOptions),
            options => new Crash((CrashOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => _target;

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        IReadOnlyList<Node> nodes = options.Select(context.World, context.Random);
        _target = string.Join(" ", nodes.Select(node => node.Name));
        foreach (Node node in nodes)
        {
            node.Crash(options.LoseUnsynced);
            _down.Add(node);
            if (options.RestartAfter is { } after)
            {
                context.World.Loop.After(after, new Return(this, node));
            }
        }

        context.Effect.Of("node crashed", "nodes crashed").Add(nodes.Count);
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

    private sealed class Return(Crash fault, Node node) : SimEvent
    {
        public override void Fire(object? message, object? sender, long tag)
        {
            if (fault._down.Remove(node))
            {
                node.Restart();
            }
        }
    }
}
