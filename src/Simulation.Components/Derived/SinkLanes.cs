using Simulation.Components.Calls;
using Simulation.Components.Sharding.Partitioning;
using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Derived;

/// <summary>
/// Brings events to the sink until it has taken each: several at once, those of one key in their order. The relay
/// is the sink's only writer, so that what it knows of a key's version stays true.
/// </summary>
/// <param name="layout">The derived store.</param>
/// <param name="line">How the process sends and sets timers.</param>
/// <param name="self">The process.</param>
/// <param name="world">The world.</param>
internal sealed class SinkLanes(DerivedLayout layout, CallLine line, ProcessRef self, World world)
{
    private static readonly SimDuration BackOff = 100.Milliseconds;

    private readonly CallNumbers _numbers = CallNumbers.Of(world);
    private readonly KvCaller _caller = layout.CallSink(line, self);
    private readonly TimerPool<Lane> _pauses = new(line, "lane");
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private readonly Lane[] _lanes =
    [
        // A name of its own for each lane and life: a store takes what a client numbers lower for old.
        .. Enumerable.Range(0, layout.Options.Lanes).Select(_ => new Lane(CallNumbers.Of(world).Next())),
    ];

    /// <summary>How many events are not in the sink yet.</summary>
    public int Pending { get; private set; }

    /// <summary>Takes an event on.</summary>
    public void Add(in SourceEvent added)
    {
        Pending++;
        Lane lane = _lanes[(int)(KeyHash.Of(added.Key) % (ulong)_lanes.Length)];
        lane.Waiting.Enqueue(added);
        if (lane.Waiting.Count == 1)
        {
            Advance(lane);
        }
    }

    /// <summary>Takes a reply of the sink.</summary>
    public void Take(ProcessRef source, KvReply reply)
    {
        if (_caller.TryTake(source, reply, out KvCallEnd end))
        {
            End(end);
        }
    }

    /// <summary>Takes a timer; nothing when it is none of its own.</summary>
    public void OnTimer(ProcessTimer timer)
    {
        if (_pauses.TryTake(timer, out Lane? lane))
        {
            Send(lane!);
        }
        else if (_caller.TryExpire(timer, out KvCallEnd end))
        {
            End(end);
        }
    }

    /// <summary>Goes on until the lane waits for the sink, or has nothing left.</summary>
    private void Advance(Lane lane)
    {
        while (lane.Waiting.Count > 0 && IsThere(lane, lane.Waiting.Peek()))
        {
            layout.Metrics.DuplicatesSkipped.Add();
            Finish(lane);
        }
    }

    /// <summary>Whether the sink is known to have an event; if not, asks it, or brings the event there.</summary>
    private bool IsThere(Lane lane, in SourceEvent next)
    {
        if (!layout.Options.Idempotent)
        {
            Write(lane, next);
            return false;
        }

        if (!_versions.TryGetValue(next.Key, out long version))
        {
            lane.Request = Ask(lane, _numbers.Next(), KvFunction.Read, next.Key, Value.Nil);
            Send(lane);
            return false;
        }

        if (version >= next.Version)
        {
            return true;
        }

        Write(lane, next);
        return false;
    }

    private void Write(Lane lane, in SourceEvent next)
    {
        // A transaction of several keys is one operation with several events.
        int operation = _caller.IsOpen(next.Operation) ? _numbers.Next() : next.Operation;
        Value standing = SourceEvent.Versioned(next.Version, next.Payload);
        lane.Request = Ask(lane, operation, KvFunction.Write, next.Key, standing);
        Send(lane);
    }

    private static KvRequest Ask(Lane lane, int operation, KvFunction function, string key, Value argument) =>
        new(operation, lane.Client, ++lane.Sequence, function, key, argument, Value.Nil);

    private void Send(Lane lane) => _caller.Begin(lane.Request!, layout.Options.StoreTimeout, lane);

    private void End(KvCallEnd end)
    {
        var lane = (Lane)end.State!;
        if (end.Reply?.Status != KvStatus.Done)
        {
            // The same request once more: a sink that took it without saying so knows its number.
            _pauses.Start(lane, BackOff);
            return;
        }

        SourceEvent next = lane.Waiting.Peek();
        if (end.Request.Function == KvFunction.Read)
        {
            _versions[next.Key] = SourceEvent.VersionOf(end.Reply.Result);
        }
        else
        {
            _versions[next.Key] = next.Version;
            Finish(lane);
        }

        Advance(lane);
    }

    private void Finish(Lane lane)
    {
        Pending--;
        layout.NoteDelivery(lane.Waiting.Dequeue(), world.Loop.Now);
    }

    /// <summary>Events that follow one another.</summary>
    private sealed class Lane(int client)
    {
        public int Client => client;

        public Queue<SourceEvent> Waiting { get; } = new();

        public long Sequence { get; set; }

        public KvRequest? Request { get; set; }
    }
}
