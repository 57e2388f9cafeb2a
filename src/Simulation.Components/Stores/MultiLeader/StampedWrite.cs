using Simulation.Histories;

namespace Simulation.Components.Stores.MultiLeader;

/// <summary>A write with the stamp that decides between it and others of its key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value written.</param>
/// <param name="Operation">The write's operation in the history.</param>
/// <param name="Stamp">When it was made.</param>
public sealed record StampedWrite(string Key, Value Value, int Operation, HybridStamp Stamp)
{
    /// <summary>Whether this one wins: the later stamp, or with equal stamps of one node the later
    /// operation.</summary>
    public bool Beats(StampedWrite other)
    {
        int order = Stamp.CompareTo(other.Stamp);
        return order != 0 ? order > 0 : Operation > other.Operation;
    }
}
