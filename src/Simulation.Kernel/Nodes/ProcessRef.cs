using Akka.Actor;
using Simulation.Kernel.Storage;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;

namespace Simulation.Kernel.Nodes;

/// <summary>
/// The address of a process: outlives its crashes, and is an Akka reference, so that <c>Sender.Tell(...)</c>
/// inside an actor goes through the simulated network.
/// </summary>
public sealed class ProcessRef : MinimalActorRef
{
    // What every message asks for comes first and stays together: with many processes it is memory that costs.
    private readonly World _world;
    private readonly Arrival _arrival;
    private Process? _living;
    private IActorRef? _actor;
    private readonly Func<Process> _create;
    private ActorPath? _path;
    private Disk? _disk;

    internal ProcessRef(World world, int index, string name, Node node, Func<Process> create)
    {
        _world = world;
        _create = create;
        _arrival = new Arrival(this);
        Index = index;
        Name = name;
        Node = node;
        PlaceIndex = node.PlaceIndex;
    }

    /// <summary>The process's number, counted from 0 in the order of deployment.</summary>
    public int Index { get; }

    /// <summary>The process's name, unique in its world, such as <c>store@n1</c>.</summary>
    public string Name { get; }

    /// <summary>The node it lives on.</summary>
    public Node Node { get; }

    /// <summary>What it has written; survives crashes as far as it was synced.</summary>
    public Disk Disk => _disk ??= new Disk(_world, this);

    /// <inheritdoc/>
    public override ActorPath Path => _path ??= _world.Actors.Guardian.Path / Name;

    /// <inheritdoc/>
    public override IActorRefProvider Provider => _world.Actors.Provider;

    /// <summary>What the process shows of its state now, or that its node does not run.</summary>
    public string Describe() =>
        Node.State switch
        {
            NodeState.Down => "down",
            NodeState.Paused => "paused, " + Living?.Describe(),
            NodeState.Up => Living?.Describe() ?? "",
            _ => throw new InvariantViolation("every state has a case"),
        };

    /// <summary>The incarnation that lives now; null while the node is down or before the boot.</summary>
    internal Process? Living => _living;

    /// <summary>The actor of the incarnation that lives now.</summary>
    internal IActorRef? Actor => _actor;

    /// <summary>The node's place, kept here because every message asks for it.</summary>
    internal int PlaceIndex { get; }

    /// <summary>Whether messages are taken now; the node says so when its state changes.</summary>
    internal bool IsListening { get; set; }

    internal World World => _world;

    /// <summary>The node crashed: what was not synced is lost, if anything was ever written.</summary>
    internal void CrashDisk(bool losesUnsynced) => _disk?.Crash(losesUnsynced);

    /// <summary>Flips bits in what the disk holds; returns in how many records.</summary>
    internal int RotDisk(Quantities.Ratio share, Randomness.RandomStream random) =>
        _disk?.Rot(share, random) ?? 0;

    /// <summary>The disk was replaced by an empty one.</summary>
    internal void WipeDisk() => _disk?.Wipe();

    internal void Boot()
    {
        _world.Nursery.Bear(this);
        IsListening = Node.State == NodeState.Up;
    }

    /// <summary>Creates the actor of the incarnation that begins, as a child of the one that runs now.</summary>
    internal void BeBorn(IActorRefFactory parent)
    {
        string name = Node.Incarnation == 1 ? Name : $"{Name}-{Node.Incarnation}";
        _actor = parent.ActorOf(Props.CreateBy(new Producer(this)), name);
    }

    internal void Kill()
    {
        if (_actor is not null)
        {
            _world.Actors.Stop(_actor);
        }

        _actor = null;
        _living = null;
        IsListening = false;
    }

    /// <summary>Lets a message arrive after a delay, whatever the network says.</summary>
    internal void DeliverAfter(SimDuration delay, object message, ProcessRef source) =>
        _world.Loop.After(delay, _arrival, message, source);

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender)
    {
        ProcessRef source = sender as ProcessRef ?? _world.Running ?? this;
        _world.Network.Send(source, this, message, 0);
    }

    /// <summary>
    /// A message arrives. Behind a limited processor it arrives twice: at the queue, and, tagged with the
    /// incarnation that queued it, at the process; a crash in between empties the queue.
    /// </summary>
    private sealed class Arrival(ProcessRef target) : Events.SimEvent
    {
        public override void Fire(object? message, object? sender, long tag)
        {
            World world = target._world;
            var source = (ProcessRef)sender!;
            if (!target.IsListening)
            {
                Hold(message, source, tag);
                return;
            }

            if (target.Node.MessageCost != SimDuration.Zero && !IsHandled(message, source, tag))
            {
                return;
            }

            world.Network.Delivered.Add();
            world.RecordPacket(TraceKind.Delivered, source, target, message!);
            target._actor?.Tell(message, source);
        }

        private bool IsHandled(object? message, ProcessRef source, long tag)
        {
            Node node = target.Node;
            if (tag == 0)
            {
                target._world.Loop.After(node.Occupy(), this, message, source, node.Incarnation);
            }
            else if (tag != node.Incarnation)
            {
                target._world.Network.Drop(source, target, message!, "target crashed before it was handled");
            }

            return tag == node.Incarnation;
        }

        private void Hold(object? message, ProcessRef source, long tag)
        {
            if (target.Node.State == NodeState.Paused)
            {
                target.Node.Wait(this, message, source, tag);
            }
            else
            {
                target._world.Network.Drop(source, target, message!, "target is down");
            }
        }
    }

    private sealed class Producer(ProcessRef reference) : IIndirectActorProducer
    {
        public Type ActorType => typeof(Process);

        public ActorBase Produce()
        {
            Process process = reference._create();
            process.Attach(reference);
            reference._living = process;
            return process;
        }

        public void Release(ActorBase actor)
        {
            // The process ends with its actor.
        }
    }
}
