using Simulation.Components.Calls;
using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Caches;

/// <summary>
/// Reads of the store to fill a cache. Those who wait for a key share a load where that is wanted; a load
/// without anybody who waits is a refresh.
/// </summary>
internal sealed class StoreLoads(
    KvCaller caller,
    ProcessRef self,
    CacheMetrics metrics,
    CacheOptions options,
    NodeClock clock,
    CallNumbers numbers,
    Action<string> onStampede
)
{
    private const int StampedeFrom = 10;

    private readonly Dictionary<string, List<Load>> _open = new(StringComparer.Ordinal);
    private long _sequence;
    private long _outdatedUpTo;

    private bool IsShared => options.Defence is CacheDefence.SingleFlight;

    /// <summary>Loads a key for somebody, or joins the load that is under way.</summary>
    /// <param name="key">What.</param>
    /// <param name="waiter">Who waits; null for a refresh.</param>
    /// <param name="lease">The lease to set it with, or 0.</param>
    public void Begin(string key, object? waiter, long lease)
    {
        if (!_open.TryGetValue(key, out List<Load>? running))
        {
            running = [];
            _open.Add(key, running);
        }

        if (IsShared && running.Count > 0)
        {
            running[0].Add(waiter);
            return;
        }

        var load = new Load(key, clock.Now, lease, ++_sequence);
        load.Add(waiter);
        running.Add(load);
        if (running.Count == StampedeFrom)
        {
            onStampede(key);
        }

        metrics.Loads.Add();
        if (waiter is null)
        {
            metrics.Refreshes.Add();
        }

        var request = new KvRequest(
            numbers.Next(),
            -1 - self.Index,
            load.Sequence,
            KvFunction.Read,
            key,
            Value.Nil,
            Value.Nil
        );
        caller.Begin(request, options.StoreTimeout, load);
    }

    /// <summary>A key has been written: what is loaded of it now must not be kept.</summary>
    public void Outdate(string key)
    {
        foreach (Load load in _open.GetValueOrDefault(key) ?? [])
        {
            load.IsOutdated = true;
        }
    }

    /// <summary>Any key may have been written.</summary>
    public void OutdateAll() => _outdatedUpTo = _sequence;

    /// <summary>A load has ended: who waits is to be answered.</summary>
    public void End(Load load)
    {
        List<Load> running = _open[load.Key];
        running.Remove(load);
        load.IsOutdated |= load.Sequence <= _outdatedUpTo;
        if (running.Count == 0)
        {
            _open.Remove(load.Key);
        }

        metrics.LoadTime.Record(clock.Now - load.Began);
    }

    /// <summary>A load under way.</summary>
    internal sealed class Load(string key, SimTime began, long lease, long sequence)
    {
        private readonly List<object> _waiters = [];

        public string Key => key;

        public SimTime Began => began;

        public long Lease => lease;

        public long Sequence => sequence;

        /// <summary>Whether the key was written since the load began.</summary>
        public bool IsOutdated { get; set; }

        public IReadOnlyList<object> Waiters => _waiters;

        public void Add(object? waiter)
        {
            if (waiter is not null)
            {
                _waiters.Add(waiter);
            }
        }
    }
}
