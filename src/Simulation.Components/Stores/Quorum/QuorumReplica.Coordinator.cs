using Simulation.Histories;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.Quorum;

/// <content>What a replica does for the clients that ask it.</content>
internal sealed partial class QuorumReplica
{
    private readonly Dictionary<long, Coordination> _coordinations = [];
    private readonly Dictionary<int, (long Sequence, KvReply? Reply)> _latest = [];
    private readonly Dictionary<(int Client, string Key), VectorClock> _contexts = [];
    private readonly Queue<(SimTime Due, long Id)> _fallbackQueue = new();
    private readonly Queue<(SimTime Due, long Id)> _timeoutQueue = new();
    private long _actor;
    private long _writeCount;
    private long _lastId;

    private void Coordinate(ProcessRef client, KvRequest request)
    {
        if (!KvFunctions.IsOfRegister(request.Function))
        {
            Send(client, KvReply.Refused(request.Operation, KvReply.OnlyRegisters), MessageBytes);
            return;
        }

        if (request.Function == KvFunction.Read)
        {
            Begin(request, client, version: null, options.ReadQuorum);
            return;
        }

        // A repeated request is the same write: coordinating it again would make it win over later ones.
        if (
            _latest.TryGetValue(request.Client, out (long Sequence, KvReply? Reply) latest)
            && latest.Sequence >= request.Sequence
        )
        {
            if (latest.Sequence == request.Sequence && latest.Reply is { } reply)
            {
                Send(client, reply, MessageBytes);
            }

            return;
        }

        if (CountReachable(request.Key) < options.WriteQuorum)
        {
            Send(client, KvReply.Refused(request.Operation, "too few replicas are up"), MessageBytes);
            return;
        }

        _latest[request.Client] = (request.Sequence, null);
        if (request.Function == KvFunction.Cas)
        {
            Begin(request, client, version: null, options.ReadQuorum);
        }
        else
        {
            VectorClock context = _contexts.GetValueOrDefault(
                (request.Client, request.Key),
                VectorClock.Empty
            );
            Write(request, client, context);
        }
    }

    private void Write(KvRequest request, ProcessRef client, VectorClock context)
    {
        VectorClock clock = VectorClock.Empty;
        if (options.Versions == VersionOrder.VectorClocks)
        {
            clock = context.With(_actor, ++_writeCount);
            _contexts[(request.Client, request.Key)] = clock;
        }

        var version = new KeyVersion(
            request.Argument,
            request.Operation,
            clock,
            Now.Nanoseconds,
            Address.Node.Index
        );
        Begin(request, client, version, options.WriteQuorum);
    }

    private void Begin(KvRequest request, ProcessRef client, KeyVersion? version, int needed)
    {
        var coordination = new Coordination(++_lastId, request, client, version, needed);
        _coordinations.Add(coordination.Id, coordination);
        Enqueue(_timeoutQueue, _timeout, options.RequestTimeout, coordination.Id);
        bool isSloppy = options.Quorum == QuorumKind.Sloppy;
        if (isSloppy)
        {
            Enqueue(_fallbackQueue, _fallback, options.FallbackAfter, coordination.Id);
        }

        IReadOnlyList<int> list = _ring.PreferenceList(request.Key);
        var targets = new List<(int Replica, int Home)>(Copies);
        foreach (int home in list.Take(Copies))
        {
            bool isAway = isSloppy && _suspects.IsSuspect(home, Now);
            int stand = isAway ? StandIn(coordination, list) : -1;
            targets.Add((stand < 0 ? home : stand, home));
            coordination.Ask(targets[^1].Replica, home);
        }

        // All are noted as asked before any is: this replica answers itself at once.
        foreach ((int replica, int home) in targets)
        {
            SendTo(coordination, replica, home);
        }
    }

    /// <summary>The next replica of the preference list that could stand in for a home; -1 when there is
    /// none.</summary>
    private int StandIn(Coordination coordination, IReadOnlyList<int> list)
    {
        for (int index = Copies; index < list.Count; index++)
        {
            if (!coordination.HasAsked(list[index]) && !_suspects.IsSuspect(list[index], Now))
            {
                return list[index];
            }
        }

        return -1;
    }

    private void SendTo(Coordination coordination, int replica, int home)
    {
        string key = coordination.Request.Key;
        if (coordination.Version is { } version)
        {
            int hintFor = replica == home ? -1 : home;
            Tell(
                peers[replica],
                new Put(coordination.Id, new StoredVersion(key, version), hintFor),
                versions: 1
            );
        }
        else
        {
            Tell(peers[replica], new Get(coordination.Id, key));
        }
    }

    private int CountReachable(string key)
    {
        IReadOnlyList<int> list = _ring.PreferenceList(key);
        int count = options.Quorum == QuorumKind.Sloppy ? list.Count : Copies;
        return list.Take(count).Count(replica => !_suspects.IsSuspect(replica, Now));
    }

    private void Answered(ProcessRef source, long id, KeyVersion[] versions)
    {
        if (!_coordinations.TryGetValue(id, out Coordination? coordination))
        {
            return;
        }

        coordination.Answer(PlaceOf(source), versions);
        if (!coordination.IsAnswered && coordination.HasQuorum)
        {
            coordination.IsAnswered = true;
            Conclude(coordination);
        }

        if (coordination.IsAnswered && coordination.IsComplete)
        {
            End(coordination);
        }
    }

    /// <summary>A quorum has answered, so the client can be.</summary>
    private void Conclude(Coordination coordination)
    {
        KvRequest request = coordination.Request;
        if (coordination.Version is not null)
        {
            Reply(coordination, KvReply.Done(request.Operation));
            return;
        }

        KeyVersion[] merged = MergeAnswers(coordination);
        KeyVersion? shownNow = Siblings.Shown(merged);
        Value value = shownNow?.Value ?? Value.Nil;
        VectorClock context = Siblings.Context(merged);
        if (request.Function == KvFunction.Read)
        {
            if (options.Versions == VersionOrder.VectorClocks)
            {
                _contexts[(request.Client, request.Key)] = context;
            }

            Reply(coordination, KvReply.Done(request.Operation, value));
        }
        else if (value == request.Expected && shownNow?.Operation != request.Operation)
        {
            Write(request, coordination.Client, context);
        }
        else
        {
            bool isOwn = shownNow?.Operation == request.Operation;
            Reply(
                coordination,
                isOwn ? KvReply.Done(request.Operation) : KvReply.Mismatch(request.Operation)
            );
        }
    }

    private void Reply(Coordination coordination, KvReply reply)
    {
        KvRequest request = coordination.Request;
        if (
            request.Function != KvFunction.Read
            && _latest.GetValueOrDefault(request.Client).Sequence == request.Sequence
        )
        {
            _latest[request.Client] = (request.Sequence, reply);
        }

        Send(coordination.Client, reply, MessageBytes);
    }

    private KeyVersion[] MergeAnswers(Coordination coordination) =>
        coordination.Answers.Aggregate(
            Array.Empty<KeyVersion>(),
            (merged, answer) => _siblings.Merge(merged, answer.Versions)
        );

    /// <summary>Nothing more is expected: mends what was stale, and keeps hints for who was silent.</summary>
    private void End(Coordination coordination)
    {
        _coordinations.Remove(coordination.Id);
        if (coordination.Version is not { } version)
        {
            if (options.ReadRepair)
            {
                Repair(coordination);
            }
        }
        else if (options.HintedHandoff && coordination.Missing().Count > 0)
        {
            foreach (int home in coordination.Missing())
            {
                _hints.Add(home, new StoredVersion(coordination.Request.Key, version));
            }

            Disk.Sync();
        }
    }

    private void Repair(Coordination coordination)
    {
        KeyVersion[] merged = MergeAnswers(coordination);
        IReadOnlyList<int> list = _ring.PreferenceList(coordination.Request.Key);
        int count = 0;
        foreach ((int replica, KeyVersion[] versions) in coordination.Answers)
        {
            if (Siblings.AreEqual(versions, merged) || !list.Take(Copies).Contains(replica))
            {
                continue;
            }

            count++;
            foreach (KeyVersion version in merged)
            {
                Tell(peers[replica], new Put(0, new StoredVersion(coordination.Request.Key, version), -1), 1);
            }
        }

        if (count > 0)
        {
            World.Metrics.Counter("store.read-repairs").Add(count);
            Announce(QuorumStore.ReadRepaired, $"{coordination.Request.Key} on {count}");
        }
    }

    private void LetOthersStandIn()
    {
        while (TakeDue(_fallbackQueue, _fallback) is { } id)
        {
            if (!_coordinations.TryGetValue(id, out Coordination? coordination))
            {
                continue;
            }

            IReadOnlyList<int> list = _ring.PreferenceList(coordination.Request.Key);
            Suspect(coordination);
            foreach (int home in coordination.Missing())
            {
                int stand = StandIn(coordination, list);
                if (stand >= 0)
                {
                    coordination.Ask(stand, home);
                    SendTo(coordination, stand, home);
                }
            }
        }
    }

    private void GiveUp()
    {
        while (TakeDue(_timeoutQueue, _timeout) is { } id)
        {
            if (!_coordinations.TryGetValue(id, out Coordination? coordination))
            {
                continue;
            }

            Suspect(coordination);
            if (!coordination.IsAnswered && coordination.Version is null)
            {
                // Nothing was written, so this is a refusal; a write without its quorum may still survive.
                Reply(
                    coordination,
                    KvReply.Refused(coordination.Request.Operation, "too few replicas answered")
                );
            }

            End(coordination);
        }
    }

    private void Suspect(Coordination coordination)
    {
        foreach (int silent in coordination.Silent())
        {
            if (silent != place)
            {
                _suspects.Suspect(silent, Now);
            }
        }
    }

    private void Enqueue(Queue<(SimTime Due, long Id)> queue, ProcessTimer timer, SimDuration after, long id)
    {
        queue.Enqueue((Now + after, id));
        if (!timer.IsSet)
        {
            timer.Set(after);
        }
    }

    /// <summary>The next request of a queue whose time has come; else null, and the timer is set for the
    /// next.</summary>
    private long? TakeDue(Queue<(SimTime Due, long Id)> queue, ProcessTimer timer)
    {
        while (queue.TryPeek(out (SimTime Due, long Id) first))
        {
            if (!_coordinations.ContainsKey(first.Id))
            {
                queue.Dequeue();
            }
            else if (first.Due > Now)
            {
                timer.Set(first.Due - Now);
                return null;
            }
            else
            {
                return queue.Dequeue().Id;
            }
        }

        return null;
    }
}
