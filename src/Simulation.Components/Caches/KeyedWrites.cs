using Simulation.Components.Calls;
using Simulation.Components.Stores;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Caches;

/// <summary>
/// Writes of a cache node on their way to the store, one at a time for each key and in the order of their
/// coming, so that the cache and the store see them in the same order.
/// </summary>
internal sealed class KeyedWrites(KvCaller caller, SimDuration patience, CacheMetrics metrics)
{
    private readonly Dictionary<string, Queue<PendingWrite>> _byKey = new(StringComparer.Ordinal);

    /// <summary>How many wait or are under way.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a write of a key waits or is under way.</summary>
    public bool Has(string key) => _byKey.ContainsKey(key);

    /// <summary>Takes a write on; a repeated one that is on its way already is not taken twice.</summary>
    /// <param name="client">Whom to answer when it is done; null when that has happened.</param>
    /// <param name="request">The write.</param>
    public void Add(ProcessRef? client, KvRequest request)
    {
        if (caller.IsOpen(request.Operation))
        {
            return;
        }

        if (!_byKey.TryGetValue(request.Key, out Queue<PendingWrite>? queue))
        {
            queue = new Queue<PendingWrite>();
            _byKey.Add(request.Key, queue);
        }

        if (queue.Any(write => write.Request.Operation == request.Operation))
        {
            return;
        }

        Count++;
        queue.Enqueue(new PendingWrite(client, request));
        if (queue.Count == 1)
        {
            Send(queue.Peek());
        }
    }

    /// <summary>The store has answered, or never will.</summary>
    public void End(PendingWrite write)
    {
        Queue<PendingWrite> queue = _byKey[write.Request.Key];
        queue.Dequeue();
        Count--;
        if (queue.Count > 0)
        {
            Send(queue.Peek());
        }
        else
        {
            _byKey.Remove(write.Request.Key);
        }
    }

    /// <summary>Sends a write again that the store has not taken.</summary>
    public void Send(PendingWrite write)
    {
        metrics.StoreWrites.Add();
        caller.Begin(write.Request, patience, write);
    }
}

/// <summary>A write on its way to the store.</summary>
/// <param name="Client">Whom to answer; null for nobody.</param>
/// <param name="Request">The write.</param>
internal sealed record PendingWrite(ProcessRef? Client, KvRequest Request);
