namespace Simulation.Components.Stores.MultiLeader;

/// <summary>When a write was made, as its replica saw it: physical time, a count within it, and the
/// replica.</summary>
/// <param name="Nanoseconds">Physical time; with a hybrid clock never behind any stamp seen before.</param>
/// <param name="Count">Tells apart what happened at the same physical time; 0 with a plain wall
/// clock.</param>
/// <param name="Node">The node's number, so that no two stamps of different nodes are equal.</param>
public readonly record struct HybridStamp(long Nanoseconds, int Count, int Node) : IComparable<HybridStamp>
{
    /// <summary>Orders by time, then count, then node: a total order that respects what a hybrid clock
    /// saw.</summary>
    public int CompareTo(HybridStamp other)
    {
        int byTime = Nanoseconds.CompareTo(other.Nanoseconds);
        if (byTime != 0)
        {
            return byTime;
        }

        int byCount = Count.CompareTo(other.Count);
        return byCount != 0 ? byCount : Node.CompareTo(other.Node);
    }
}
