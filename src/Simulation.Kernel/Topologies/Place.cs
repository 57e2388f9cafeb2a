namespace Simulation.Kernel.Topologies;

/// <summary>Where a node stands: a zone of a region, and the cloud that runs it.</summary>
/// <param name="Cloud">The cloud's label; empty when the scenario names none.</param>
/// <param name="Region">The region's name.</param>
/// <param name="Zone">The zone's name; empty when the region has none.</param>
public sealed record Place(string Cloud, string Region, string Zone);
