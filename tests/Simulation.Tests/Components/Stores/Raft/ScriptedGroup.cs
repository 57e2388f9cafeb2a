using System.Globalization;
using System.Text;
using Simulation.Components.Stores;
using Simulation.Components.Stores.Raft;
using Simulation.Histories;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Stores.Raft;

/// <summary>
/// A group of bare protocol cores whose timeouts, messages and syncs the test decides on. Disks are synced at
/// once unless the test says otherwise; what is said is written down.
/// </summary>
internal sealed class ScriptedGroup
{
    private readonly List<(int Source, int Target, RaftMessage Message)> _wire = [];
    private readonly bool[] _isCut;
    private readonly StringBuilder _transcript = new();
    private long _sequence;

    public ScriptedGroup(int size, RaftOptions? options = null)
    {
        Options = options ?? new RaftOptions { PreVote = false };
        _isCut = new bool[size];
        Cores = [.. Enumerable.Range(0, size).Select(place => NewCore(place, size))];
        Machines = [.. Enumerable.Range(0, size).Select(_ => new KvStateMachine())];
        Applied = new long[size];
    }

    public RaftOptions Options { get; }

    public RaftCore[] Cores { get; }

    public KvStateMachine[] Machines { get; }

    public long[] Applied { get; }

    /// <summary>Whether disks sync by themselves after each step.</summary>
    public bool SyncsAtOnce { get; set; } = true;

    /// <summary>
    /// Time passes slowly: every step happens at this instant, well after any leader was heard of.
    /// </summary>
    public SimTime Now { get; private set; } = SimTime.Zero + 10.Seconds;

    public string Transcript => _transcript.ToString();

    public RaftState this[int place] => Cores[place].State;

    /// <summary>Lets a replica's wait for a leader end; all others have long not heard of one.</summary>
    public void TimeOut(int place)
    {
        Now += 1.Seconds;
        Write($"{place}: election timeout");
        Cores[place].OnElectionTimeout(Now);
        Finish(place);
    }

    public void Beat(int place)
    {
        Write($"{place}: heartbeat due");
        Cores[place].OnHeartbeatDue(Now);
        Finish(place);
    }

    public void Propose(int place, string key, int value)
    {
        Write($"{place}: write {key}={value}");
        Cores[place].Propose(Now, NewWrite(key, value));
        Finish(place);
    }

    public void Transfer(int place, int target)
    {
        Write($"{place}: transfer to {target}");
        Cores[place].TransferTo(Now, target);
        Finish(place);
    }

    public void Step(int place, int source, RaftMessage message)
    {
        Cores[place].Step(Now, source, message);
        Finish(place);
    }

    public void Sync(int place)
    {
        Cores[place].State.Log.MarkWritten();
        Cores[place].OnSynced(Now, Cores[place].PartToSync());
        Finish(place);
    }

    /// <summary>Lets time pass while nothing happens.</summary>
    public void Pass(SimDuration length) => Now += length;

    /// <summary>Loses every message to and from a replica from now on, or no more.</summary>
    public void Cut(int place, bool isCut = true)
    {
        Write($"{place}: {(isCut ? "cut off" : "back")}");
        _isCut[place] = isCut;
    }

    /// <summary>
    /// Delivers what is under way, and what that leads to, in the order in which it was sent.
    /// </summary>
    public void Deliver()
    {
        while (_wire.Count > 0)
        {
            (int source, int target, RaftMessage message) = _wire[0];
            _wire.RemoveAt(0);
            if (_isCut[source] || _isCut[target])
            {
                continue;
            }

            Write($"{source} -> {target}: {message}");
            Step(target, source, message);
        }
    }

    /// <summary>Takes all that is under way without delivering it.</summary>
    public List<(int Source, int Target, RaftMessage Message)> TakeWire()
    {
        List<(int, int, RaftMessage)> taken = [.. _wire];
        _wire.Clear();
        return taken;
    }

    /// <summary>Makes a replica the leader of a quiet group.</summary>
    public void Elect(int place)
    {
        TimeOut(place);
        Deliver();
        Assert.True(Cores[place].IsLeader);
        Beat(place);
        Deliver();
    }

    /// <summary>Replaces a replica by one that knows only what its disk has kept.</summary>
    public void Restart(int place)
    {
        RaftState old = Cores[place].State;
        var kept = new List<LogEntry>();
        for (long index = old.Log.Base.Index + 1; index <= old.Log.Durable; index++)
        {
            kept.Add(old.Log[index]);
        }

        Cores[place] = NewCore(place, Cores.Length);
        Cores[place].Start(Now, old.Hard, old.Snapshot, old.Log.Base, kept.ToArray());
        Machines[place] = new KvStateMachine();
        Machines[place].Restore(old.Snapshot);
        Applied[place] = old.Snapshot.Last.Index;
        Write($"{place}: restarted");
    }

    public KvRequest NewWrite(string key, int value) =>
        new(value, Client: 1, ++_sequence, KvFunction.Write, key, Value.Of(value), Value.Nil);

    /// <summary>The terms of a replica's log, such as <c>1 1 2</c>.</summary>
    public string Terms(int place)
    {
        RaftLog log = Cores[place].State.Log;
        var terms = new List<string>();
        for (long index = log.Base.Index + 1; index <= log.LastIndex; index++)
        {
            terms.Add(log.TermAt(index).ToString(CultureInfo.InvariantCulture));
        }

        return string.Join(' ', terms);
    }

    private RaftCore NewCore(int place, int size)
    {
        var core = new RaftCore(place, size, Options, new RandomStream((ulong)place));
        core.Start(SimTime.Zero, HardState.Initial, RaftSnapshot.Empty, default, []);
        return core;
    }

    private void Finish(int place)
    {
        RaftCore core = Cores[place];
        if (core.TakeArrivedSnapshot() is { } arrived)
        {
            Machines[place].Restore(arrived);
            Applied[place] = arrived.Last.Index;
        }

        core.State.Log.MarkWritten();
        if (SyncsAtOnce)
        {
            core.OnSynced(Now, core.PartToSync());
        }

        Apply(place);
        foreach (Outgoing message in core.State.Outbox.Messages)
        {
            _wire.Add((place, message.Target, message.Message));
        }

        core.State.Outbox.Messages.Clear();
    }

    private void Apply(int place)
    {
        RaftState state = Cores[place].State;
        while (Applied[place] < state.Commit)
        {
            LogEntry entry = state.Log[++Applied[place]];
            if (entry.Request is KvRequest request)
            {
                Machines[place].Apply(request);
            }
        }

        if (Applied[place] - state.Snapshot.Last.Index >= Options.SnapshotAfter)
        {
            var last = new LogPosition(Applied[place], state.Log.TermAt(Applied[place]));
            Cores[place].OnSnapshotTaken(Machines[place].TakeSnapshot(last));
            Write($"{place}: snapshot {last}");
        }
    }

    private void Write(string line) => _transcript.Append(line).Append('\n');
}
