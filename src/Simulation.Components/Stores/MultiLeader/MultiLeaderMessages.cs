namespace Simulation.Components.Stores.MultiLeader;

/// <summary>Writes for another replica to merge.</summary>
internal sealed record Replicate(StampedWrite[] Writes);

/// <summary>Opens a comparison: the hashes of the sender's parts.</summary>
internal sealed record Compare(ulong[] Digest);

/// <summary>Answers a comparison that found differences: the parts at fault, and what the sender has in
/// them.</summary>
internal sealed record Differ(int[] Parts, StampedWrite[] Writes);
