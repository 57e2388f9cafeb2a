using System.Globalization;
using Simulation.Components.Calls;
using Simulation.Components.Stores;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Sharding;

/// <summary>
/// The front of all shards with a replica on its node: lets requests to no shard but that which has their key
/// by the newest map that it knows, and finds the way for the others. It starts without a map, and serves
/// nothing until the map's keeper has told it.
/// </summary>
internal sealed partial class ShardServer(ShardedStore store) : Process
{
    private const int HopsMax = 8;
    private const int ReplyBytes = 64;

    private static readonly SimDuration PassLimit = 5.Seconds;

    private readonly Dictionary<int, ShardRequest> _pending = [];
    private readonly Dictionary<int, PassedOn> _passed = [];
    private readonly Dictionary<ProcessTimer, KvCaller> _callerOfTimer = [];
    private readonly List<KvCaller?> _callers = [];
    private readonly Dictionary<ProcessTimer, ShardStation> _stationOfTimer = [];
    private readonly List<ShardStation?> _stations = [];
    private ShardMap? _map;

    /// <inheritdoc/>
    public override string Describe() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {_map?.Epoch ?? 0} pending {_pending.Count} passed {_passed.Count} held {_held.Count}"
        );

    /// <inheritdoc/>
    protected override void OnStart()
    {
        TakeRole("server");
        _repeat = CreateTimer("ask-map");
        AskForMap();
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        switch (message)
        {
            case KvRequest request:
                Serve(source, request);
                break;
            case KvReply reply when store.IsServer(source):
                TakePassed(source, reply);
                break;
            case KvReply reply:
                Answer(reply);
                break;
            case ShardingMessage.Moved moved:
                Reroute(moved);
                break;
            case ShardingMessage fromKeeper:
                Heed(source, fromKeeper);
                break;
            default:
                throw new InvariantViolation($"a shard server handles {message.GetType().Name}");
        }
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _repeat))
        {
            Repeat();
        }
        else if (_callerOfTimer.TryGetValue(timer, out KvCaller? caller))
        {
            if (caller.TryExpire(timer, out KvCallEnd end))
            {
                EndPassed(end);
            }
        }
        else if (_stationOfTimer[timer].TryEnd(timer, out ShardRequest done))
        {
            Forward(done);
        }
    }

    private void Serve(ProcessRef client, KvRequest request)
    {
        bool isPassed = store.IsServer(client);
        if (_map is null)
        {
            // Who passed it on tries another server by itself.
            if (!isPassed)
            {
                Send(client, KvReply.Redirect(request.Operation, null), ReplyBytes);
            }

            return;
        }

        int part = _map.PartOf(request.Key);
        int owner = _map.OwnerOf(part);
        if (!isPassed && store.Plan.Routing == RoutingRule.Proxy)
        {
            Pass(client, request, owner, hops: 0);
        }
        else if (store.Groups[owner].PlaceOf(Address.Node) < 0)
        {
            SendAway(client, request.Operation, owner, isPassed);
        }
        else if (part == _frozenPart)
        {
            _held.Add((client, request));
        }
        else
        {
            CountLoad(part, request.Key);
            Enter(new ShardRequest(client, request, owner, World.Loop.Now));
        }
    }

    private void SendAway(ProcessRef client, int operation, int owner, bool isServer)
    {
        store.Moves.Moved.Add();
        ProcessRef target = store.Groups[owner].Servers[0];
        Send(
            client,
            isServer ? new ShardingMessage.Moved(operation, owner) : KvReply.Redirect(operation, target),
            ReplyBytes
        );
    }

    private void Enter(in ShardRequest request)
    {
        if (store.Plan.Station.IsFree)
        {
            Forward(request);
            return;
        }

        if (IsJoined(request))
        {
            return;
        }

        ShardRequest? refused = StationOf(request.Shard).Take(request);
        if (refused?.Request.Operation != request.Request.Operation)
        {
            Lead(request);
        }

        if (refused is not { } turnedAway)
        {
            return;
        }

        Refuse(turnedAway);
        EndLead(turnedAway);
        foreach (ShardRequest follower in TakeFollowers(turnedAway.Request.Operation))
        {
            Refuse(follower);
        }
    }

    private void Refuse(in ShardRequest refused)
    {
        store.Groups[refused.Shard].Metrics.Rejected.Add();
        Send(
            refused.Client,
            KvReply.Refused(refused.Request.Operation, "the shard's queue is full"),
            ReplyBytes
        );
    }

    /// <summary>Hands a request to the replica on this node, if its key is still here.</summary>
    private void Forward(in ShardRequest request)
    {
        int part = _map!.PartOf(request.Request.Key);
        EndLead(request);
        if (part == _frozenPart || _map.OwnerOf(part) != request.Shard)
        {
            Serve(request.Client, request.Request);
            foreach (ShardRequest follower in TakeFollowers(request.Request.Operation))
            {
                Serve(follower.Client, follower.Request);
            }

            return;
        }

        ShardGroup group = store.Groups[request.Shard];
        _pending[request.Request.Operation] = request;
        KvRequest forwarded = request.Request.Token is null
            ? request.Request
            : request.Request with
            {
                Token = ShardTokens.Of(request.Request.Token, request.Shard),
            };
        Send(group.Replicas[group.PlaceOf(Address.Node)], forwarded);
    }

    /// <summary>Brings a replica's answer to who waits for it; one that waits no more gets none.</summary>
    private void Answer(KvReply reply)
    {
        if (!_pending.Remove(reply.Operation, out ShardRequest pending))
        {
            return;
        }

        if (reply.Status == KvStatus.Redirect)
        {
            ProcessRef? server = store.ServerOn(reply.Target?.Node);
            Send(pending.Client, reply with { Target = server }, ReplyBytes);
            AnswerFollowers(pending, reply with { Target = server });
        }
        else
        {
            Count(pending);
            Send(
                pending.Client,
                reply.Token is { } token
                    ? reply with
                    {
                        Token = ShardTokens.With(pending.Request.Token, pending.Shard, token),
                    }
                    : reply,
                ReplyBytes
            );
            AnswerFollowers(pending, reply);
        }

        TellWhenFrozen();
    }

    private void AnswerFollowers(in ShardRequest leader, KvReply reply)
    {
        foreach (ShardRequest follower in TakeFollowers(leader.Request.Operation))
        {
            if (reply.Status != KvStatus.Redirect)
            {
                Count(follower);
                store.Groups[follower.Shard].Metrics.Coalesced.Add();
            }

            Send(follower.Client, reply with { Operation = follower.Request.Operation }, ReplyBytes);
        }
    }

    private void Count(in ShardRequest served)
    {
        ShardMetrics metrics = store.Groups[served.Shard].Metrics;
        (KvFunctions.IsRead(served.Request.Function) ? metrics.Reads : metrics.Writes).Add();
        metrics.Latency.Record(World.Loop.Now - served.Arrived);
        if (store.Current.OwnerOf(served.Request.Key) != served.Shard)
        {
            store.Moves.Misrouted.Add();
        }
    }

    private ShardStation StationOf(int shard)
    {
        while (_stations.Count <= shard)
        {
            _stations.Add(null);
        }

        if (_stations[shard] is not { } station)
        {
            ShardGroup group = store.Groups[shard];
            var timers = new List<ProcessTimer>();
            station = null!;
            ProcessTimer Make(string name)
            {
                ProcessTimer timer = CreateTimer(name);
                if (station is null)
                {
                    timers.Add(timer);
                }
                else
                {
                    _stationOfTimer.Add(timer, station);
                }

                return timer;
            }

            station = new ShardStation(
                store.Plan.Station,
                Address.Node.Clock,
                Make,
                Random,
                group.Gauges[group.PlaceOf(Address.Node)]
            );
            timers.ForEach(timer => _stationOfTimer.Add(timer, station));
            _stations[shard] = station;
        }

        return station;
    }
}
