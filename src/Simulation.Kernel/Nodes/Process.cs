using Akka.Actor;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Storage;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;

namespace Simulation.Kernel.Nodes;

/// <summary>
/// Base of everything that runs on a node: an Akka actor that acts only when told, sends only through the
/// network, keeps time only by its node's clock and keeps for good only what it has synced to its disk.
/// </summary>
public abstract class Process : UntypedActor
{
    private ProcessRef? _address;
    private RandomStream? _random;

    /// <summary>This process's address, the same in every incarnation.</summary>
    protected internal ProcessRef Address => _address!;

    /// <summary>The world it lives in; for announcements and metrics, not for its clock.</summary>
    protected World World => Address.World;

    /// <summary>The node's time, which need not be the real one.</summary>
    protected SimTime Now => Address.Node.Clock.Now;

    /// <summary>What it keeps across crashes.</summary>
    protected Disk Disk => Address.Disk;

    /// <summary>Its own source of chance; each incarnation has another.</summary>
    protected RandomStream Random =>
        _random ??= World.Random.Split($"process/{Address.Name}/{Address.Node.Incarnation}");

    internal void Attach(ProcessRef address) => _address = address;

    /// <summary>The process has started, for the first time or after a crash; the disk can be read.</summary>
    protected abstract void OnStart();

    /// <summary>A message came from another process, or from this one.</summary>
    protected abstract void OnMessage(ProcessRef source, object message);

    /// <summary>A timer that was set has run out.</summary>
    protected virtual void OnTimer(ProcessTimer timer) => throw Unexpected(timer.Name);

    /// <summary>Everything written before the sync with this ticket is durable.</summary>
    protected virtual void OnSynced(long ticket) => throw Unexpected("sync");

    /// <summary>
    /// The disk could not make durable what was written. Nobody knows what is on it now, so the node stops, and
    /// a supervisor starts it again after a second to read what there is.
    /// </summary>
    /// <remarks>Source: Rebello et al., "Can Applications Recover from fsync Failures?", USENIX ATC 2020: to go
    /// on or to sync again loses writes.</remarks>
    protected virtual void OnSyncFailed() => World.FailStop(Address.Node);

    /// <summary>
    /// A message was turned back on the way. Whoever does not care waits for an answer that will not come.
    /// </summary>
    protected virtual void OnRefused(ProcessRef target, object message) { }

    /// <summary>Sends a message through the network; it may be delayed, doubled or lost.</summary>
    /// <param name="target">Any process, also this one.</param>
    /// <param name="message">Immutable to the bottom.</param>
    /// <param name="sizeBytes">What it takes of a link's bandwidth.</param>
    protected void Send(ProcessRef target, object message, int sizeBytes = 0) =>
        World.Network.Send(Address, target, message, sizeBytes);

    /// <summary>Makes a timer, not set yet. It ends with this incarnation.</summary>
    protected ProcessTimer CreateTimer(string name) => new(this, name);

    /// <summary>Tells the world of something worth knowing, such as <c>leader-elected</c>.</summary>
    protected void Announce(string happening, string detail = "") =>
        World.Happenings.Report(happening, Address, detail);

    /// <summary>
    /// Takes on a role, such as <c>leader</c>, that faults and reports may select; empty for none.
    /// </summary>
    protected void TakeRole(string role) => World.Roles.Take(Address, role);

    /// <summary>What is shown of the process's state when a run is replayed; null shows nothing.</summary>
    public virtual string? Describe() => null;

    /// <inheritdoc/>
    protected sealed override void PreStart()
    {
        World world = World;
        world.Running = Address;
        try
        {
            OnStart();
        }
        catch (Exception failure)
        {
            world.Loop.Fail(failure);
        }

        world.Running = null;
    }

    /// <inheritdoc/>
    protected sealed override void OnReceive(object message)
    {
        ProcessRef address = Address;
        if (!ReferenceEquals(address.Living, this))
        {
            return;
        }

        World world = address.World;
        world.Running = address;
        try
        {
            Dispatch(Sender as ProcessRef, message);
        }
        catch (Exception failure)
        {
            // Akka would restart the actor and go on; a defect of the lab must end the run instead.
            world.Loop.Fail(failure);
        }

        world.Running = null;
    }

    private void Dispatch(ProcessRef? source, object message)
    {
        switch (message)
        {
            case ProcessTimer timer:
                if (timer.TakeShot())
                {
                    World.RecordDoing(TraceKind.TimerFired, Address, timer.Name, timer.Code);
                    OnTimer(timer);
                }

                break;
            case Disk disk:
                World.RecordDoing(TraceKind.Synced, Address, nameof(Disk), Disk.Code);
                if (disk.HasFailed)
                {
                    OnSyncFailed();
                }
                else
                {
                    OnSynced(disk.SyncedTicket);
                }

                break;
            case Refusal refusal:
                OnRefused(refusal.Target, refusal.Message);
                break;
            default:
                OnMessage(source ?? Address, message);
                break;
        }
    }

    private InvariantViolation Unexpected(string what) => new($"{GetType().Name} handles {what}");
}
