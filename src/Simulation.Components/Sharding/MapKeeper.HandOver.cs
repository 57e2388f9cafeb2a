using Simulation.Components.Calls;
using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;

namespace Simulation.Components.Sharding;

/// <content>How one part is handed over.</content>
internal sealed partial class MapKeeper
{
    /// <summary>The keeper's number as a client of the shards; those of workloads are not negative.</summary>
    private const int KeeperClient = -1;
    private const int MapBytes = 256;
    private const int SessionBytes = 32;

    private static readonly SimDuration CallLimit = 30.Seconds;

    private readonly List<KvCaller?> _callers = [];
    private readonly Dictionary<ProcessTimer, KvCaller> _callerOfTimer = [];
    private readonly List<ShardingMessage.TellLoad> _loads = [];
    private readonly SortedSet<int> _loadFrom = [];
    private KvCaller? _calling;
    private long _lastSequence;
    private int _operation = KeeperClient;
    private SimTime _askedLoad;

    private int FrozenPart => Ledger.Moving >= 0 && _phase >= Step.Freezing ? Ledger.Moving : -1;

    private int SourceShard => Ledger.Map.OwnerOf(Ledger.Moving);

    private int TargetShard => Ledger.Targets[Ledger.Moving];

    private void BeginFreeze()
    {
        _phase = Step.Freezing;
        _frozenSince = World.Loop.Now;
        _frozen.Clear();
        RepeatFreeze();
    }

    private void RepeatFreeze()
    {
        if (World.Loop.Now - _frozenSince >= FreezeLimit)
        {
            Announce(HandOverPutOff);
            _content = Value.Nil;
            ShardMap map = Ledger.Map with { Epoch = Ledger.FrozenAt };
            Write(Ledger with { Map = map, Moving = -1 }, Step.PuttingOff);
            return;
        }

        foreach (ProcessRef server in store.Groups[SourceShard].Servers)
        {
            if (!_frozen.Contains(server.Index))
            {
                Send(server, new ShardingMessage.Freeze(Ledger.Moving, SourceShard, Ledger.FrozenAt));
            }
        }
    }

    private void OnFrozen(ProcessRef server, ShardingMessage.Frozen frozen)
    {
        bool isThis =
            _phase == Step.Freezing && frozen.Part == Ledger.Moving && frozen.Epoch == Ledger.FrozenAt;
        if (!isThis)
        {
            return;
        }

        _frozen.Add(server.Index);
        if (store.Groups[SourceShard].Servers.Any(other => !_frozen.Contains(other.Index)))
        {
            return;
        }

        if (CopiesEarly && !_content.IsNil)
        {
            Import();
            return;
        }

        _phase = Step.Exporting;
        Export(Ledger.Moving);
    }

    private void Export(int part) =>
        Call(Ledger.Map.OwnerOf(part), KvFunction.ExportPart, Ledger.Map.DescribePart(part));

    private void Import()
    {
        _phase = Step.Importing;
        Call(TargetShard, KvFunction.ImportPart, _content);
    }

    /// <summary>
    /// Asks a shard's log. An import repeats the sequence of its hand-over, so that one that arrives late or
    /// twice does nothing; sequences grow with the epochs.
    /// </summary>
    private void Call(int shard, KvFunction function, Value argument)
    {
        _lastSequence = Ledger.FrozenAt;
        _calling = CallerOf(shard);
        _calling.Begin(
            new KvRequest(--_operation, KeeperClient, _lastSequence, function, "", argument, Value.Nil),
            CallLimit,
            null
        );
    }

    private void OnReply(ProcessRef source, KvReply reply)
    {
        if (_calling is not null && _calling.TryTake(source, reply, out KvCallEnd end))
        {
            OnCallEnd(end);
        }
    }

    private void OnCallTimer(ProcessTimer timer)
    {
        if (_callerOfTimer[timer].TryExpire(timer, out KvCallEnd end))
        {
            OnCallEnd(end);
        }
    }

    private void OnCallEnd(in KvCallEnd end)
    {
        if (end.Reply is not { Status: KvStatus.Done } reply)
        {
            Call(
                end.Request.Function == KvFunction.ImportPart
                    ? TargetShard
                    : Ledger.Map.OwnerOf(PartInHand()),
                end.Request.Function,
                end.Request.Argument
            );
            return;
        }

        switch (_phase)
        {
            case Step.Copying:
            case Step.Exporting:
                Transfer(reply.Result);
                break;
            case Step.Importing:
                Commit();
                break;
            default:
                throw new InvariantViolation("an answer has its phase");
        }
    }

    private int PartInHand() => _phase == Step.Copying ? Ledger.NextPart() : Ledger.Moving;

    /// <summary>The data takes its time, at the rate that the operator allows.</summary>
    private void Transfer(Value content)
    {
        _content = content;
        _bytes =
            (PartContent.CountOf(content) * store.Plan.RecordSize.Bytes)
            + (content.Items[1].Items.Length * (long)SessionBytes);
        Bandwidth rate = store.Wanted[Ledger.WishesBegun - 1].Rate;
        _phase = _phase == Step.Copying ? Step.Copying : Step.Transferring;
        _step.Set(rate.TimeFor(_bytes));
    }

    private void Commit()
    {
        store.Moves.Keys.Add(PartContent.CountOf(_content));
        store.Moves.Bytes.Add(_bytes);
        store.Moves.Parts.Add();
        _content = Value.Nil;
        ShardMap map = Ledger.Map.Give(Ledger.Moving, TargetShard);
        Write(Ledger with { Map = map, Moving = -1 }, Step.Committing);
    }

    private void AskLoad()
    {
        _phase = Step.AskingLoad;
        _askedLoad = World.Loop.Now;
        _loads.Clear();
        _loadFrom.Clear();
        RepeatAskLoad();
    }

    /// <summary>Who does not answer within two rounds has nothing to say.</summary>
    private void RepeatAskLoad()
    {
        if (World.Loop.Now - _askedLoad >= RepeatAfter * 2)
        {
            PlanSplit();
            return;
        }

        foreach (ProcessRef server in store.Servers)
        {
            if (!_loadFrom.Contains(server.Index))
            {
                Send(server, new ShardingMessage.AskLoad(Ledger.WishesBegun));
            }
        }
    }

    private void OnLoad(ProcessRef server, ShardingMessage.TellLoad told)
    {
        bool isThis = _phase == Step.AskingLoad && told.Round == Ledger.WishesBegun;
        if (isThis && told.Parts.Count == Ledger.Map.PartCount && _loadFrom.Add(server.Index))
        {
            _loads.Add(told);
            if (_loads.Count == store.Servers.Count)
            {
                PlanSplit();
            }
        }
    }

    private void PlanSplit()
    {
        WantedChange wanted = store.Wanted[Ledger.WishesBegun];
        long[] parts =
        [
            .. Enumerable.Range(0, Ledger.Map.PartCount).Select(part => _loads.Sum(told => told.Parts[part])),
        ];
        (string, long)[] keys =
        [
            .. _loads
                .SelectMany(told => told.Keys)
                .GroupBy(entry => entry.Key, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => (group.Key, group.Sum(entry => entry.Load))),
        ];
        MapLedger begun = Ledger with { WishesBegun = Ledger.WishesBegun + 1 };
        int shard = wanted.Kind == ShardChange.Split ? wanted.Shard : -1;
        Write(begun.ForSplit(shard, wanted.NewShard, parts, keys), Step.Planning);
    }

    private KvCaller CallerOf(int shard)
    {
        while (_callers.Count <= shard)
        {
            _callers.Add(null);
        }

        if (_callers[shard] is not { } caller)
        {
            caller = null!;
            var line = new CallLine(
                (target, message) => Send(target, message),
                name =>
                {
                    ProcessTimer timer = CreateTimer(name);
                    _callerOfTimer.Add(timer, caller!);
                    return timer;
                },
                Address.Node.Clock
            );
            caller = new KvCaller(line, [.. store.Groups[shard].Replicas], store.Plan.RepeatAfter);
            _callers[shard] = caller;
        }

        return caller;
    }
}
