using Simulation.Components.Stores.Quorum;
using Simulation.Kernel.Tracing;

namespace Simulation.Components.Stores.Crdt;

/// <summary>
/// The state of one key: states are partly ordered, updates only go up, and any two have a least upper bound,
/// so that replicas which have joined the same updates in whatever order are equal. Immutable.
/// </summary>
/// <remarks>Source: Shapiro, Preguica, Baquero, Zawirski, "Conflict-Free Replicated Data Types", SSS 2011,
/// section 2.2 (state-based objects).</remarks>
public abstract class Lattice
{
    /// <summary>The updates that are in it, counted for each actor.</summary>
    public abstract VectorClock Seen { get; }

    /// <summary>A number that equal states share.</summary>
    public abstract ulong Hash { get; }

    /// <summary>About what it takes on the wire.</summary>
    public abstract int SizeBytes { get; }

    /// <summary>The least state that is above both.</summary>
    /// <param name="other">A state of the same type.</param>
    public abstract Lattice Join(Lattice other);

    /// <summary>Folds a number into a hash.</summary>
    protected static ulong Mix(ulong hash, ulong part)
    {
        unchecked
        {
            hash = (hash ^ part) * 0x9E3779B97F4A7C15;
            return hash ^ (hash >> 29);
        }
    }

    /// <summary>Folds a number, which may be negative, into a hash.</summary>
    protected static ulong Mix(ulong hash, long part) => Mix(hash, unchecked((ulong)part));

    /// <summary>A number that equal clocks share.</summary>
    protected static ulong HashOf(VectorClock clock)
    {
        ulong hash = Trace.Hash("seen");
        foreach (ClockEntry entry in clock.Entries)
        {
            hash = Mix(Mix(hash, entry.Actor), entry.Count);
        }

        return hash;
    }
}
