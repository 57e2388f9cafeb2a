using Simulation.Components.Calls;
using Simulation.Components.Services;
using Simulation.Components.Stores;
using Simulation.Components.Workloads;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Caches;

/// <summary>
/// A node of a cache: holds entries in memory, which a crash empties, and, where the pattern says so, asks the
/// store itself.
/// </summary>
internal sealed class CacheNode(CacheLayout layout) : Process
{
    private readonly CacheOptions _options = layout.Options;
    private readonly CacheMetrics _metrics = layout.Metrics;
    private readonly Leases _leases = new(layout.Options.LeaseTime);
    private CacheTable _table = null!;
    private Refreshing _refreshing = null!;
    private KvCaller _caller = null!;
    private StoreLoads _loads = null!;
    private WriteBack _writes = null!;
    private WorkStation<(ProcessRef Source, object Message)>? _station;
    private long _evicted;

    /// <summary>The entries.</summary>
    public CacheTable Table => _table;

    /// <inheritdoc/>
    public override string Describe() => $"{_table.Count} entries, {_writes.DirtyCount} dirty";

    /// <inheritdoc/>
    protected override void OnStart()
    {
        TakeRole("cache");
        var line = new CallLine((target, message) => Send(target, message), CreateTimer, Address.Node.Clock);
        ProcessRef[] stores = CandidateOrder.ByNearness(
            Address.Node.Place,
            Address.Index,
            layout.Store.Replicas
        );
        _table = new CacheTable(_options, Random.Split("table"));
        _refreshing = new Refreshing(_options, Random.Split("refresh"));
        _caller = new KvCaller(line, stores, _options.StoreTimeout / 4);
        _loads = new StoreLoads(
            _caller,
            Address,
            _metrics,
            _options,
            Address.Node.Clock,
            CallNumbers.Of(World),
            key => Announce(Cache.Stampede, key)
        );
        _writes = new WriteBack(new KeyedWrites(_caller, _options.StoreTimeout, _metrics), line, _options);
        if (_options.ServiceTime is { } serviceTime)
        {
            _station = new WorkStation<(ProcessRef Source, object Message)>(
                Address.Node,
                CreateTimer,
                new StationOptions { ServiceTime = serviceTime },
                Random.Split("service")
            );
        }

        layout.OnStarted(this, Address.Node);
        int lost = layout.TakeDirty(Address.Node);
        if (lost > 0)
        {
            _metrics.LostDirty.Add(lost);
            Announce(Cache.DirtyLost, $"{lost}");
        }

        Note();
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        if (_station is null || message is KvReply)
        {
            Handle(source, message);
        }
        else
        {
            _station.TryEnter((source, message));
        }
    }

    private void Handle(ProcessRef source, object message)
    {
        switch (message)
        {
            case CacheMessage.Get get:
                Send(source, Look(get), CacheMessage.Bytes);
                break;
            case CacheMessage.Set set:
                Take(set);
                break;
            case CacheMessage.Delete delete:
                _table.Remove(delete.Key);
                _leases.Revoke(delete.Key);
                break;
            case CacheMessage.Invalidate invalidate:
                Heed(source, invalidate);
                break;
            case KvRequest request:
                Serve(source, request);
                break;
            case KvReply reply:
                if (_caller.TryTake(source, reply, out KvCallEnd end))
                {
                    End(end);
                }

                break;
            default:
                throw new InvariantViolation($"a cache node handles {message.GetType().Name}");
        }

        Note();
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (_station is not null && _station.TryFinish(timer, out (ProcessRef Source, object Message) job))
        {
            Handle(job.Source, job.Message);
        }
        else if (_caller.Owns(timer))
        {
            if (_caller.TryExpire(timer, out KvCallEnd end))
            {
                End(end);
            }
        }
        else
        {
            _writes.OnTimer(timer);
        }

        Note();
    }

    private void Heed(ProcessRef source, CacheMessage.Invalidate invalidate)
    {
        layout.TakeOverdue(invalidate.Number, World.Loop.Now);
        if (invalidate.Key is { } key)
        {
            _table.Remove(key);
            _leases.Revoke(key);
        }
        else
        {
            _table.Clear();
            _leases.RevokeAll();
        }

        Send(source, new CacheMessage.Invalidated(invalidate.Number), CacheMessage.Bytes);
    }

    private CacheMessage.Got Look(CacheMessage.Get get)
    {
        Value value = Value.Nil;
        Finding finding = Find(get.Key, ref value, out long age);
        long lease = 0;
        if (finding == Finding.Miss && _options.Defence == CacheDefence.Leases)
        {
            lease = _leases.Grant(get.Key, Now);
            finding = lease == 0 ? Finding.Wait : Finding.Miss;
        }

        Count(finding);
        return new CacheMessage.Got(get.Call, finding, value, lease, age);
    }

    /// <summary>Counts what came of a read; who waits for a lease is counted when it is over.</summary>
    private void Count(Finding finding)
    {
        _metrics.Gets.Add(finding == Finding.Wait ? 0 : 1);
        _metrics.Misses.Add(finding == Finding.Miss ? 1 : 0);
        _metrics.Hits.Add(finding is Finding.Hit or Finding.HitToRefresh ? 1 : 0);
    }

    /// <summary>Looks a key up.</summary>
    private Finding Find(string key, ref Value value, out long ageNanoseconds)
    {
        ageNanoseconds = 0;
        CacheEntry? entry = _table.Find(key);
        Freshness freshness = entry is null ? Freshness.Gone : _refreshing.Judge(entry, Now);
        if (freshness == Freshness.Gone)
        {
            return Finding.Miss;
        }

        value = entry!.Value;
        ageNanoseconds = (Now - entry.ValidFrom).Nanoseconds;
        if (freshness is Freshness.Stale or Freshness.StaleToRefresh)
        {
            _metrics.StaleServes.Add();
        }

        return freshness is Freshness.ToRefresh or Freshness.StaleToRefresh
            ? Finding.HitToRefresh
            : Finding.Hit;
    }

    private void Take(CacheMessage.Set set)
    {
        if (_options.Defence == CacheDefence.Leases && !_leases.Use(set.Key, set.Lease))
        {
            Announce(Cache.StaleSetRefused, set.Key);
            return;
        }

        _table.Set(set.Key, set.Value, Now, set.LoadNanoseconds);
    }

    private void Serve(ProcessRef source, KvRequest request)
    {
        if (request.Function == KvFunction.Read)
        {
            Read(source, request);
        }
        else if (_options.Pattern != CachePattern.WriteBehind)
        {
            _writes.Through(source, request);
        }
        else if (request.Function == KvFunction.Write)
        {
            _table.Set(request.Key, request.Argument, Now, 0);
            _loads.Outdate(request.Key);
            _writes.Behind(request);
            Send(source, KvReply.Done(request.Operation), CacheMessage.Bytes);
        }
        else
        {
            Send(source, KvReply.Refused(request.Operation, "write-behind takes plain writes only"));
        }
    }

    private void Read(ProcessRef source, KvRequest request)
    {
        Value value = Value.Nil;
        Finding finding = Find(request.Key, ref value, out _);
        if (finding == Finding.Miss && _writes.Dirty(request.Key) is { } dirty)
        {
            (finding, value) = (Finding.Hit, dirty);
        }

        Count(finding);

        if (finding != Finding.Miss)
        {
            Send(source, KvReply.Done(request.Operation, value), CacheMessage.Bytes);
        }

        if (finding != Finding.Hit)
        {
            Waiter? waiter = finding == Finding.Miss ? new Waiter(source, request.Operation) : null;
            _loads.Begin(request.Key, waiter, lease: 0);
        }
    }

    private void End(KvCallEnd end)
    {
        if (end.State is StoreLoads.Load load)
        {
            EndLoad(load, end.Reply);
        }
        else
        {
            EndWrite((PendingWrite)end.State!, end.Reply);
        }
    }

    private void EndLoad(StoreLoads.Load load, KvReply? reply)
    {
        _loads.End(load);
        bool isLoaded = reply?.Status == KvStatus.Done;
        if (isLoaded && !load.IsOutdated)
        {
            _table.Set(load.Key, reply!.Result, Now, (Now - load.Began).Nanoseconds);
        }

        foreach (Waiter waiter in load.Waiters)
        {
            KvReply answer = isLoaded
                ? KvReply.Done(waiter.Operation, reply!.Result)
                : KvReply.Refused(waiter.Operation, reply?.Reason ?? "the store is silent");
            Send(waiter.Source, answer, CacheMessage.Bytes);
        }
    }

    private void EndWrite(PendingWrite write, KvReply? reply)
    {
        _loads.Outdate(write.Request.Key);
        bool isDone = reply?.Status == KvStatus.Done;
        if (write.Client is null)
        {
            _writes.EndBehind(write, isDone);
            return;
        }

        _writes.EndThrough(write);
        bool keeps =
            _options.Pattern == CachePattern.WriteThrough && write.Request.Function == KvFunction.Write;
        if (isDone && keeps)
        {
            _table.Set(write.Request.Key, write.Request.Argument, Now, 0);
        }
        else if (reply?.Status != KvStatus.Refused)
        {
            _table.Remove(write.Request.Key);
        }

        if (reply is not null)
        {
            Send(write.Client, reply, CacheMessage.Bytes);
        }
    }

    /// <summary>Brings the measurements up to date.</summary>
    private void Note()
    {
        layout.Note(Address.Node, _table.Count, _writes.DirtyCount);
        _metrics.Evictions.Add(_table.EvictedCount - _evicted);
        _evicted = _table.EvictedCount;
    }

    /// <summary>Who waits for a load.</summary>
    private sealed record Waiter(ProcessRef Source, int Operation);
}
