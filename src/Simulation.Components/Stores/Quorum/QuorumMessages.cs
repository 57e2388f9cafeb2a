namespace Simulation.Components.Stores.Quorum;

/// <summary>A version for a replica to keep.</summary>
/// <param name="Id">The coordination that waits for it; 0 when none does.</param>
/// <param name="Stored">The version.</param>
/// <param name="HintFor">The home in whose stead the replica keeps it, or -1 when it is a home
/// itself.</param>
internal sealed record Put(long Id, StoredVersion Stored, int HintFor);

/// <summary>A <see cref="Put"/> is on disk.</summary>
internal sealed record PutDone(long Id);

/// <summary>Asks a replica for what it holds of a key.</summary>
internal sealed record Get(long Id, string Key);

/// <summary>What a replica holds.</summary>
internal sealed record GetDone(long Id, KeyVersion[] Versions);

/// <summary>Versions for a home, kept while it was away.</summary>
internal sealed record HandOff(Hint[] Hints);

/// <summary>The home has them on disk.</summary>
internal sealed record HandedOff(long[] Ids);

/// <summary>A node of a hash tree.</summary>
internal readonly record struct TreeNode(int Index, ulong Hash);

/// <summary>Nodes of one level of the sender's tree, for the receiver to compare with its own.</summary>
internal sealed record CompareTrees(int Level, TreeNode[] Nodes);

/// <summary>What the sender holds in leaves that differ.</summary>
/// <param name="Leaves">The leaves.</param>
/// <param name="Versions">The versions there.</param>
/// <param name="IsAnswer">Whether the receiver has already sent its own.</param>
internal sealed record LeafContents(int[] Leaves, StoredVersion[] Versions, bool IsAnswer);
