using Simulation.Components.Caches.Eviction;
using Simulation.Components.Sharding.Partitioning;
using Simulation.Kernel;
using Simulation.Kernel.Randomness;

namespace Simulation.Scenarios.Validation;

/// <summary>A cache of numbers without values, which shows what an eviction policy alone is worth.</summary>
internal sealed class NumberCache(EvictionKind kind, int capacity)
{
    private readonly EvictionPolicy _policy = EvictionPolicies.Create(kind, new RandomStream(7));
    private readonly Dictionary<int, int> _slotOf = [];
    private readonly Dictionary<int, int> _keyAt = [];
    private readonly Stack<int> _free = new();
    private int _slots;

    /// <summary>How many keys it holds.</summary>
    public int Count => _slotOf.Count;

    /// <summary>Whether a key was there; it is from now on, unless the policy prefers the others.</summary>
    public bool Ask(int key)
    {
        if (_slotOf.TryGetValue(key, out int held))
        {
            _policy.Hit(held);
            return true;
        }

        int slot = _free.TryPop(out int free) ? free : _slots++;
        _slotOf.Add(key, slot);
        _keyAt.Add(slot, key);
        _policy.Add(slot, KeyHash.Of((ulong)key, 1));
        if (_slotOf.Count > capacity)
        {
            Free(_policy.Evict());
        }

        return false;
    }

    /// <summary>Takes a key out, if it is there.</summary>
    public void Delete(int key)
    {
        if (_slotOf.TryGetValue(key, out int slot))
        {
            _policy.Remove(slot);
            Free(slot);
        }
    }

    private void Free(int slot)
    {
        bool isHeld = _keyAt.Remove(slot, out int key);
        Invariant.That(isHeld);
        _slotOf.Remove(key);
        _free.Push(slot);
    }
}
