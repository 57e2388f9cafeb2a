using Simulation.Kernel.Faults;

namespace Simulation.Components.Faults;

/// <summary>All faults that a scenario can inject: those of the world, then those of components.</summary>
public static class FaultCatalog
{
    /// <summary>The faults, in the order in which they are listed and explained.</summary>
    public static IReadOnlyList<FaultKind> All { get; } =
    [Partition.Kind, PacketLoss.Kind, AddedLatency.Kind, Clog.Kind, Crash.Kind, Pause.Kind, ClockSkew.Kind];

    /// <summary>The fault of a name, or null.</summary>
    public static FaultKind? Find(string name) =>
        All.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.Ordinal));
}
