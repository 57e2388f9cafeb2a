namespace Simulation.Kernel.Topologies;

/// <summary>What one place sent to another over a whole run.</summary>
public sealed record PlaceTraffic(Place Source, Place Target, long Bytes);
