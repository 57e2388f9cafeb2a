namespace Simulation.Components.Stores.Quorum;

/// <summary>How two vector clocks relate.</summary>
public enum ClockOrder
{
    /// <summary>They are the same.</summary>
    Equal,

    /// <summary>The left one is an ancestor of the right one.</summary>
    Before,

    /// <summary>The left one descends from the right one.</summary>
    After,

    /// <summary>Neither has seen the other.</summary>
    Concurrent,
}

/// <summary>How many writes a coordinator had made when a version was made.</summary>
/// <param name="Actor">An incarnation of a coordinator, so that one that forgot its count begins
/// anew.</param>
/// <param name="Count">From 1.</param>
public readonly record struct ClockEntry(long Actor, long Count);

/// <summary>What a version has seen: for each coordinator the number of its last write. Immutable.</summary>
/// <remarks>Source: DeCandia et al., "Dynamo", SOSP 2007, section 4.4; as there, a write that passes its
/// coordinator's count on without having seen the write before supersedes it.</remarks>
public sealed class VectorClock
{
    private readonly ClockEntry[] _entries;

    private VectorClock(ClockEntry[] entries) => _entries = entries;

    /// <summary>Has seen nothing.</summary>
    public static VectorClock Empty { get; } = new([]);

    /// <summary>The entries, in the order of the actors.</summary>
    public IReadOnlyList<ClockEntry> Entries => _entries;

    /// <summary>This clock with a coordinator's own count.</summary>
    public VectorClock With(long actor, long count) => Merge(new VectorClock([new ClockEntry(actor, count)]));

    /// <summary>A clock that has seen what either has.</summary>
    public VectorClock Merge(VectorClock other)
    {
        var merged = new List<ClockEntry>(_entries.Length + other._entries.Length);
        int left = 0;
        int right = 0;
        while (left < _entries.Length || right < other._entries.Length)
        {
            long leftActor = left < _entries.Length ? _entries[left].Actor : long.MaxValue;
            long rightActor = right < other._entries.Length ? other._entries[right].Actor : long.MaxValue;
            long count = 0;
            if (leftActor <= rightActor)
            {
                count = _entries[left++].Count;
            }

            if (rightActor <= leftActor)
            {
                count = Math.Max(count, other._entries[right++].Count);
            }

            merged.Add(new ClockEntry(Math.Min(leftActor, rightActor), count));
        }

        return new VectorClock([.. merged]);
    }

    /// <summary>How many writes of a coordinator it has seen; 0 for one that it never met.</summary>
    public long CountOf(long actor)
    {
        foreach (ClockEntry entry in _entries)
        {
            if (entry.Actor == actor)
            {
                return entry.Count;
            }
        }

        return 0;
    }

    /// <summary>How this clock relates to another.</summary>
    public ClockOrder CompareTo(VectorClock other)
    {
        bool isBelow = IsSeenBy(other);
        bool isAbove = other.IsSeenBy(this);
        return (isBelow, isAbove) switch
        {
            (true, true) => ClockOrder.Equal,
            (true, false) => ClockOrder.Before,
            (false, true) => ClockOrder.After,
            (false, false) => ClockOrder.Concurrent,
        };
    }

    private bool IsSeenBy(VectorClock other)
    {
        int place = 0;
        foreach (ClockEntry entry in _entries)
        {
            while (place < other._entries.Length && other._entries[place].Actor < entry.Actor)
            {
                place++;
            }

            if (
                place == other._entries.Length
                || other._entries[place].Actor != entry.Actor
                || other._entries[place].Count < entry.Count
            )
            {
                return false;
            }
        }

        return true;
    }
}
