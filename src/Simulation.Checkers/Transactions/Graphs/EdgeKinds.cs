namespace Simulation.Checkers.Transactions.Graphs;

/// <summary>Why one transaction comes before another; flags, so that a rule can name several.</summary>
/// <remarks>Source: Adya, "Weak Consistency", MIT 1999, section 3.1 for the three dependencies.</remarks>
[Flags]
internal enum EdgeKinds : byte
{
    /// <summary>No kind.</summary>
    None = 0,

    /// <summary>The target's version of a key follows the source's.</summary>
    WriteWrite = 1,

    /// <summary>The target read the source's version.</summary>
    WriteRead = 2,

    /// <summary>The source read a version that the target's follows: an anti-dependency.</summary>
    ReadWrite = 4,

    /// <summary>The source came before the target in their session.</summary>
    Session = 8,

    /// <summary>The source had returned before the target was invoked.</summary>
    Realtime = 16,

    /// <summary>The dependencies that a snapshot must contain.</summary>
    Dependencies = WriteWrite | WriteRead,
}

/// <summary>One edge between two transactions.</summary>
internal readonly record struct DependencyEdge(int Source, int Target, EdgeKinds Kind);
