using Simulation.Components.Calls;
using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Caches;

/// <summary>
/// The writes of a cache node: those that a client waits for, and those that it was promised already and that
/// only the node's memory holds until the store has them.
/// </summary>
internal sealed class WriteBack(KeyedWrites writes, CallLine line, CacheOptions options)
{
    private readonly TimerPool<Action> _timers = new(line, "flush");
    private readonly Dictionary<string, (Value Value, int Count)> _dirty = new(StringComparer.Ordinal);

    /// <summary>How many promised writes the store does not have yet.</summary>
    public int DirtyCount { get; private set; }

    /// <summary>The latest promised value of a key that the store may not have; null for none.</summary>
    public Value? Dirty(string key) =>
        _dirty.TryGetValue(key, out (Value Value, int) dirty) ? dirty.Value : null;

    /// <summary>Passes a write on that its client waits for.</summary>
    public void Through(ProcessRef client, KvRequest request) => writes.Add(client, request);

    /// <summary>The store has answered such a write, or never will.</summary>
    public void EndThrough(PendingWrite write) => writes.End(write);

    /// <summary>Keeps a promised write, to be brought to the store later.</summary>
    public void Behind(KvRequest request)
    {
        DirtyCount++;
        int count = _dirty.TryGetValue(request.Key, out (Value, int Count) dirty) ? dirty.Count : 0;
        _dirty[request.Key] = (request.Argument, count + 1);
        _timers.Start(() => writes.Add(client: null, request), options.FlushAfter);
    }

    /// <summary>A promised write has reached the store, or must be sent once more.</summary>
    public void EndBehind(PendingWrite write, bool isDone)
    {
        if (!isDone)
        {
            _timers.Start(() => writes.Send(write), options.FlushAfter);
            return;
        }

        writes.End(write);
        DirtyCount--;
        string key = write.Request.Key;
        (Value value, int count) = _dirty[key];
        if (count == 1)
        {
            _dirty.Remove(key);
        }
        else
        {
            _dirty[key] = (value, count - 1);
        }
    }

    /// <summary>One of the timers has run out.</summary>
    public void OnTimer(ProcessTimer timer)
    {
        if (_timers.TryTake(timer, out Action? due))
        {
            due!();
        }
    }
}
