using Simulation.Components.Caches;
using Simulation.Components.Derived;
using Simulation.Components.Routing;
using Simulation.Components.Services;
using Simulation.Components.Stores;
using Simulation.Components.Transactions;

namespace Simulation.Components;

/// <summary>All components that a scenario can be made of.</summary>
public static class ComponentCatalog
{
    /// <summary>The components, in the order in which they are listed and explained.</summary>
    public static IReadOnlyList<ComponentKind> All { get; } =
    [KvStore.Kind, Database.Kind, Cache.Kind, DerivedStore.Kind, Service.Kind, TrafficRouter.Kind];

    /// <summary>The component of a name, or null.</summary>
    public static ComponentKind? Find(string name) =>
        All.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.Ordinal));
}
