using Simulation.Kernel;

namespace Simulation.Components.Sharding.Partitioning;

/// <summary>A part of the keys in their ordinal order.</summary>
/// <param name="First">The first key in it; the empty text for the beginning of all.</param>
/// <param name="End">The first key after it; null where it goes to the end.</param>
/// <param name="Owner">Who has it.</param>
public readonly record struct KeyRange(string First, string? End, int Owner)
{
    /// <summary>Whether a key is in it.</summary>
    public bool Contains(string key) =>
        string.CompareOrdinal(First, key) <= 0 && (End is null || string.CompareOrdinal(key, End) < 0);
}

/// <summary>All keys in their ordinal order, cut into ranges with an owner each. Immutable.</summary>
/// <remarks>Source: Chang et al., "Bigtable: A Distributed Storage System for Structured Data", OSDI 2006,
/// section 5: tablets that split and merge.</remarks>
public sealed class RangeTable
{
    private readonly string[] _firsts;
    private readonly int[] _owners;

    private RangeTable(string[] firsts, int[] owners)
    {
        _firsts = firsts;
        _owners = owners;
    }

    /// <summary>One range with all keys.</summary>
    public static RangeTable Of(int owner) => new([""], [owner]);

    /// <summary>How many ranges there are.</summary>
    public int Count => _firsts.Length;

    /// <summary>A range, in the order of the keys.</summary>
    public KeyRange this[int index] =>
        new(_firsts[index], index + 1 < Count ? _firsts[index + 1] : null, _owners[index]);

    /// <summary>The index of the range that a key is in.</summary>
    public int IndexOf(string key)
    {
        int found = Array.BinarySearch(_firsts, key, StringComparer.Ordinal);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The owner of a key.</summary>
    public int OwnerOf(string key) => _owners[IndexOf(key)];

    /// <summary>The indices of the ranges that hold the keys from <paramref name="first"/> to
    /// <paramref name="last"/>, both included: only these need to be asked.</summary>
    public (int From, int To) Prune(string first, string last) => (IndexOf(first), IndexOf(last));

    /// <summary>Cuts the range that a key is in, so that a range begins with the key; both parts keep the
    /// owner.</summary>
    /// <param name="key">Not the empty text.</param>
    public RangeTable SplitAt(string key)
    {
        Invariant.That(key.Length > 0);
        int index = IndexOf(key);
        return string.Equals(_firsts[index], key, StringComparison.Ordinal)
            ? this
            : new RangeTable(
                [.. _firsts[..(index + 1)], key, .. _firsts[(index + 1)..]],
                [.. _owners[..(index + 1)], .. _owners[index..]]
            );
    }

    /// <summary>Joins all neighbours with the same owner.</summary>
    public RangeTable Merge()
    {
        int[] kept =
        [
            .. Enumerable.Range(0, Count).Where(index => index == 0 || _owners[index] != _owners[index - 1]),
        ];
        return new RangeTable(
            [.. kept.Select(index => _firsts[index])],
            [.. kept.Select(index => _owners[index])]
        );
    }

    /// <summary>Gives a range to another owner.</summary>
    public RangeTable Give(int index, int owner)
    {
        int[] owners = [.. _owners];
        owners[index] = owner;
        return new RangeTable(_firsts, owners);
    }
}
