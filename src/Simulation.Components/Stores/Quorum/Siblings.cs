namespace Simulation.Components.Stores.Quorum;

/// <summary>
/// The versions of a key that none of the others supersedes. Merging is commutative, associative and
/// idempotent, and equal sets are held in equal order, so replicas that have merged the same versions are
/// equal.
/// </summary>
/// <param name="order">How versions are ordered.</param>
public sealed class Siblings(VersionOrder order)
{
    /// <summary>The versions with one more taken in; the same array when that changes nothing.</summary>
    public KeyVersion[] Merge(KeyVersion[] versions, KeyVersion version)
    {
        foreach (KeyVersion other in versions)
        {
            if (Supersedes(other, version) || other.CompareStamp(version) == 0)
            {
                return versions;
            }
        }

        KeyVersion[] merged = [.. versions.Where(other => !Supersedes(version, other)), version];
        Array.Sort(merged, static (left, right) => left.CompareStamp(right));
        return merged;
    }

    /// <summary>The versions of both.</summary>
    public KeyVersion[] Merge(KeyVersion[] versions, IEnumerable<KeyVersion> others) =>
        others.Aggregate(versions, Merge);

    /// <summary>The version that a reader of a single value gets: the one with the latest stamp.</summary>
    public static KeyVersion? Shown(KeyVersion[] versions) => versions.Length == 0 ? null : versions[^1];

    /// <summary>What a reader of these versions has seen.</summary>
    public static VectorClock Context(KeyVersion[] versions) =>
        versions.Aggregate(VectorClock.Empty, (clock, version) => clock.Merge(version.Clock));

    /// <summary>Whether two replicas hold the same.</summary>
    public static bool AreEqual(KeyVersion[] left, KeyVersion[] right) =>
        left.Length == right.Length && left.Zip(right).All(pair => pair.First.CompareStamp(pair.Second) == 0);

    private bool Supersedes(KeyVersion newer, KeyVersion older) =>
        order switch
        {
            VersionOrder.VectorClocks => newer.Clock.CompareTo(older.Clock) is ClockOrder.After,
            VersionOrder.LastWriterWins => newer.CompareStamp(older) > 0,
            _ => throw new InvalidOperationException(
                "Versions are ordered by vector clocks or by the last writer."
            ),
        };
}
