using Simulation.Kernel.Time;

namespace Simulation.Components.Caches;

/// <summary>
/// Who may set a key: the first reader that misses it gets a lease, and a delete takes it back, so that a value
/// read before a write cannot be set after it.
/// </summary>
/// <remarks>Source: Nishtala et al., "Scaling Memcache at Facebook", NSDI 2013, section 3.2.1.</remarks>
internal sealed class Leases(SimDuration length)
{
    private readonly Dictionary<string, (long Lease, SimTime End)> _byKey = new(StringComparer.Ordinal);
    private long _last;

    /// <summary>A lease for a key; 0 when another reader holds it.</summary>
    public long Grant(string key, SimTime now)
    {
        if (_byKey.TryGetValue(key, out (long Lease, SimTime End) held) && now < held.End)
        {
            return 0;
        }

        _byKey[key] = (++_last, now + length);
        return _last;
    }

    /// <summary>Ends a lease by using it; tells whether it was still good.</summary>
    public bool Use(string key, long lease) =>
        _byKey.TryGetValue(key, out (long Lease, SimTime End) held)
        && held.Lease == lease
        && _byKey.Remove(key);

    /// <summary>Takes a key's lease back.</summary>
    public void Revoke(string key) => _byKey.Remove(key);

    /// <summary>Takes all leases back.</summary>
    public void RevokeAll() => _byKey.Clear();
}
