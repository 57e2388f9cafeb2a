using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.FollowerReads;

/// <summary>
/// A leader's knowledge of what followers may still show, so that it lets no write through that would put one
/// of them more versions of a key behind than allowed.
/// </summary>
/// <remarks>Source: Yu and Vahdat, "Design and Evaluation of a Conit-Based Continuous Consistency Model",
/// ACM TOCS 2002, section 3.2 (order and numerical error bounded by pushing back writes); Gray and Cheriton,
/// "Leases", SOSP 1989 (who waits for whom when a holder is silent).</remarks>
internal sealed class VersionBound(int versionsMax, SimDuration leaseLength, SimDuration clockError, int size)
{
    private readonly Dictionary<string, Queue<long>> _recent = new(StringComparer.Ordinal);
    private readonly long[] _applied = new long[size];
    private readonly SimTime?[] _heardAt = new SimTime?[size];
    private readonly SimTime?[] _leasedAt = new SimTime?[size];
    private SimTime _quietUntil;
    private long _termStart;

    /// <summary>A term begins: nobody knows what leases the leader before has given.</summary>
    /// <param name="now">The leader's clock.</param>
    /// <param name="termStart">The index of the term's first entry.</param>
    public void Begin(SimTime now, long termStart)
    {
        _recent.Clear();
        Array.Clear(_applied);
        Array.Clear(_heardAt);
        Array.Clear(_leasedAt);
        _termStart = termStart;
        _quietUntil = now + leaseLength + clockError;
    }

    /// <summary>A follower has answered.</summary>
    public void Note(int follower, long applied, SimTime now)
    {
        _applied[follower] = Math.Max(_applied[follower], applied);
        _heardAt[follower] = now;
    }

    /// <summary>Whether a follower may be given a lease now: it answers, and has all of earlier
    /// terms.</summary>
    public bool MayLease(int follower, SimTime now) =>
        _applied[follower] >= _termStart && _heardAt[follower] is { } heard && now - heard < leaseLength / 2;

    /// <summary>A follower is given a lease that begins at a time.</summary>
    public void OnLeased(int follower, SimTime from) => _leasedAt[follower] = from;

    /// <summary>Whether one more version of a key leaves every follower with a lease within the
    /// bound.</summary>
    public bool MayWrite(string key, SimTime now)
    {
        if (now < _quietUntil)
        {
            return false;
        }

        if (!_recent.TryGetValue(key, out Queue<long>? versions))
        {
            return true;
        }

        long shown = long.MaxValue;
        for (int follower = 0; follower < size; follower++)
        {
            bool mayServe = _leasedAt[follower] is { } from && now <= from + leaseLength + clockError;
            shown = mayServe ? Math.Min(shown, _applied[follower]) : shown;
        }

        while (versions.TryPeek(out long index) && index <= shown)
        {
            versions.Dequeue();
        }

        return versions.Count < versionsMax;
    }

    /// <summary>A version of a key is on its way.</summary>
    public void OnWritten(string key, long index)
    {
        if (!_recent.TryGetValue(key, out Queue<long>? versions))
        {
            versions = new Queue<long>();
            _recent.Add(key, versions);
        }

        versions.Enqueue(index);
    }
}
