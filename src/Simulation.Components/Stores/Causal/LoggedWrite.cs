using Simulation.Components.Stores.MultiLeader;

namespace Simulation.Components.Stores.Causal;

/// <summary>A write on its way through the replicas.</summary>
/// <param name="Origin">The place of the replica that took it.</param>
/// <param name="Count">Counts the writes that this replica took, from 1.</param>
/// <param name="Dependencies">What must be visible before it is.</param>
/// <param name="Write">What is written, and the stamp that decides between it and concurrent ones.</param>
public sealed record LoggedWrite(int Origin, long Count, VersionVector Dependencies, StampedWrite Write);

/// <summary>Writes for another replica, those of one origin in their order.</summary>
internal sealed record Propagate(LoggedWrite[] Writes);

/// <summary>What the sender shows, to be sent the rest, and what of it is on its disk for good.</summary>
internal sealed record Summary(VersionVector Visible, VersionVector Durable);

/// <summary>Everything up to a point, in place of the log before it.</summary>
internal sealed record BaseImage(VersionVector Applied, StampedWrite[] Winners);
