using Simulation.Components.Stores.MultiLeader;
using Simulation.Components.Stores.Quorum;

namespace Simulation.Components.Stores.Crdt;

/// <summary>A register of which the write with the latest stamp stays; as the values of a map, an
/// LWW-map.</summary>
/// <remarks>Source: Shapiro et al., INRIA RR-7506, 2011, specification 8.</remarks>
public sealed class LwwRegister : Lattice
{
    private LwwRegister(StampedWrite? winner, VectorClock seen)
    {
        Winner = winner;
        Seen = seen;
        ulong hash = HashOf(seen);
        Hash = winner is null ? hash : Mix(Mix(hash, winner.Stamp.Nanoseconds), winner.Operation);
    }

    /// <summary>Never written.</summary>
    public static LwwRegister Empty { get; } = new(null, VectorClock.Empty);

    /// <summary>The write that stands; null before the first.</summary>
    public StampedWrite? Winner { get; }

    /// <inheritdoc/>
    public override VectorClock Seen { get; }

    /// <inheritdoc/>
    public override ulong Hash { get; }

    /// <inheritdoc/>
    public override int SizeBytes => 64 + 16 * Seen.Entries.Count;

    /// <summary>The register after an actor has written.</summary>
    public LwwRegister Write(long actor, StampedWrite write) =>
        new(Later(Winner, write), Seen.With(actor, Seen.CountOf(actor) + 1));

    /// <inheritdoc/>
    public override Lattice Join(Lattice other)
    {
        var theirs = (LwwRegister)other;
        return new LwwRegister(Later(Winner, theirs.Winner), Seen.Merge(theirs.Seen));
    }

    private static StampedWrite? Later(StampedWrite? left, StampedWrite? right) =>
        left is null ? right
        : right is null || !right.Beats(left) ? left
        : right;
}
