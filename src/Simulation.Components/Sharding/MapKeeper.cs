using System.Globalization;
using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Storage;
using Simulation.Kernel.Time;

namespace Simulation.Components.Sharding;

/// <summary>
/// The directory node of a sharded store: keeps the map on its disk and hands parts over, one at a time. First
/// all servers of the source stop serving the part; then what is in it is read from the source's log and put
/// into the target's; then the next map gives it to the target. While it is down, the shards serve what they
/// have, and nothing moves.
/// </summary>
internal sealed partial class MapKeeper(ShardedStore store, ShardMap first, int shards) : Process
{
    /// <summary>A change of the shards has begun; the detail says which.</summary>
    public const string ChangeBegun = "resharding-begun";

    /// <summary>A change of the shards is done.</summary>
    public const string ChangeDone = "resharding-done";

    /// <summary>Not all servers of the source could be reached, so the source keeps the part for now.</summary>
    public const string HandOverPutOff = "hand-over-put-off";

    private static readonly SimDuration RepeatAfter = 200.Milliseconds;
    private static readonly SimDuration FreezeLimit = 3.Seconds;
    private static readonly SimDuration RetryAfter = 1.Seconds;

    private readonly SortedSet<int> _frozen = [];
    private readonly List<long> _noted = [];
    private DiskCell<MapLedger> _ledger = null!;
    private ProcessTimer _repeat = null!;
    private ProcessTimer _step = null!;
    private Step _phase;
    private long _ticket;
    private SimTime _frozenSince;
    private SimTime _changeBegun;
    private Value _content;
    private long _bytes;

    private enum Step
    {
        Idle,
        AskingLoad,
        Planning,
        Copying,
        Marking,
        Freezing,
        Exporting,
        Transferring,
        Importing,
        Committing,
        PuttingOff,
        Resting,
    }

    private MapLedger Ledger => _ledger.Value;

    private bool CopiesEarly => store.Plan.CopiesBeforeFreeze;

    /// <inheritdoc/>
    public override string Describe() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {Ledger.Map.Epoch} {_phase} part {Ledger.Moving} wishes {Ledger.WishesBegun}"
        );

    /// <inheritdoc/>
    protected override void OnStart()
    {
        _ledger = Disk.OpenCell(
            "map",
            new MapLedger(first, [.. Enumerable.Range(0, shards)], WishesBegun: 0, Targets: [], Moving: -1)
        );
        _repeat = CreateTimer("repeat");
        _step = CreateTimer("step");
        _noted.AddRange(new long[store.Servers.Count]);
        store.Current = Ledger.Map;
        _changeBegun = World.Loop.Now;
        _repeat.Set(RepeatAfter);
        if (Ledger.Moving >= 0)
        {
            BeginFreeze();
        }
        else
        {
            Continue();
        }
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        switch (message)
        {
            case ShardingMessage.AskMap when _phase is Step.Planning or Step.Committing or Step.PuttingOff:
                // What is on its way to the disk is nobody's map yet; who asks will ask again.
                break;
            case ShardingMessage.AskMap ask:
                Send(
                    source,
                    new ShardingMessage.TellMap(ask.Incarnation, Ledger.Map, FrozenPart, Ledger.FrozenAt)
                );
                break;
            case ShardingMessage.MapNoted noted:
                int place = source.Index - store.Servers[0].Index;
                _noted[place] = Math.Max(_noted[place], noted.Epoch);
                break;
            case ShardingMessage.Frozen frozen:
                OnFrozen(source, frozen);
                break;
            case ShardingMessage.TellLoad told:
                OnLoad(source, told);
                break;
            case ShardingMessage.ChangeWanted:
                Continue();
                break;
            case KvReply reply:
                OnReply(source, reply);
                break;
            default:
                throw new InvariantViolation($"the keeper of a map handles {message.GetType().Name}");
        }
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _repeat))
        {
            Repeat();
            _repeat.Set(RepeatAfter);
        }
        else if (!ReferenceEquals(timer, _step))
        {
            OnCallTimer(timer);
        }
        else if (_phase == Step.Transferring)
        {
            Import();
        }
        else if (_phase == Step.Copying)
        {
            Write(Ledger with { Moving = Ledger.NextPart() }, Step.Marking);
        }
        else if (_phase == Step.Resting)
        {
            _phase = Step.Idle;
            Continue();
        }
    }

    /// <inheritdoc/>
    protected override void OnSynced(long ticket)
    {
        if (ticket < _ticket)
        {
            return;
        }

        switch (_phase)
        {
            case Step.Planning:
                Publish();
                _phase = Step.Idle;
                Continue();
                break;
            case Step.Marking:
                BeginFreeze();
                break;
            case Step.Committing:
                store.Moves.Freeze.Record(World.Loop.Now - _frozenSince);
                Publish();
                _phase = Step.Idle;
                Continue();
                break;
            case Step.PuttingOff:
                Publish();
                _phase = Step.Resting;
                _step.Set(RetryAfter);
                break;
            default:
                break;
        }
    }

    /// <summary>Between two hand-overs: begins the next, or the next change, or rests.</summary>
    private void Continue()
    {
        if (_phase != Step.Idle)
        {
            return;
        }

        if (Ledger.Targets.Count == 0)
        {
            BeginChange();
            return;
        }

        int part = Ledger.NextPart();
        if (part < 0)
        {
            EndChange();
        }
        else if (CopiesEarly && _content.IsNil)
        {
            _phase = Step.Copying;
            Export(part);
        }
        else
        {
            Write(Ledger with { Moving = part }, Step.Marking);
        }
    }

    private void BeginChange()
    {
        if (Ledger.WishesBegun == store.Wanted.Count)
        {
            return;
        }

        _changeBegun = World.Loop.Now;
        WantedChange wanted = store.Wanted[Ledger.WishesBegun];
        Announce(ChangeBegun, wanted.ToString());
        MapLedger begun = Ledger with { WishesBegun = Ledger.WishesBegun + 1 };
        bool joinsRanges = wanted.Kind == ShardChange.Add && Ledger.Map.Ranges is not null;
        if (wanted.Kind == ShardChange.Split || joinsRanges)
        {
            AskLoad();
            return;
        }

        int[] members =
            wanted.Kind == ShardChange.Add
                ? [.. Ledger.Members.Append(wanted.NewShard).Order()]
                : [.. Ledger.Members.Where(member => member != wanted.Shard)];
        bool canLeave = members.Length > 0;
        Write(canLeave ? begun.ForMembers(members, store.Plan.Partition) : begun, Step.Planning);
    }

    private void EndChange()
    {
        ShardMap map = Ledger.Map;
        if (map.Ranges is { } ranges && ranges.Merge() is { } merged && merged.Count < ranges.Count)
        {
            map = map with { Epoch = map.Epoch + 1, Ranges = merged };
        }

        store.Moves.Change.Record(World.Loop.Now - _changeBegun);
        Announce(ChangeDone);
        Write(Ledger with { Map = map, Targets = [] }, Step.Planning);
    }

    private void Write(MapLedger ledger, Step phase)
    {
        _ledger.Value = ledger;
        _phase = phase;
        _ticket = Disk.Sync();
    }

    /// <summary>The map on the disk is the right one from now on.</summary>
    private void Publish()
    {
        store.Current = Ledger.Map;
        foreach (ProcessRef server in store.Servers)
        {
            Send(server, new ShardingMessage.MapChanged(Ledger.Map), MapBytes);
        }
    }

    private void Repeat()
    {
        for (int place = 0; place < _noted.Count; place++)
        {
            // What is on its way to the disk is nobody's map yet.
            if (_noted[place] < store.Current.Epoch)
            {
                Send(store.Servers[place], new ShardingMessage.MapChanged(store.Current), MapBytes);
            }
        }

        if (_phase == Step.Freezing)
        {
            RepeatFreeze();
        }
        else if (_phase == Step.AskingLoad)
        {
            RepeatAskLoad();
        }
    }
}
