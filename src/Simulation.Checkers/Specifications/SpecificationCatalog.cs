using Simulation.Histories;

namespace Simulation.Checkers.Specifications;

/// <summary>
/// Every specification, in the order in which one is looked for that understands a history.
/// </summary>
public static class SpecificationCatalog
{
    /// <summary>The catalogue.</summary>
    public static IReadOnlyList<Specification> All { get; } =
    [
        new Register(hasCas: false),
        new Register(hasCas: true),
        new TextStore(),
        new MultiRegister(Value.Nil),
        new Mutex(),
        new ElementSet(),
        new ReadableSet(),
        new Counter(),
        new Container(ContainerOrder.FirstIn),
        new Container(ContainerOrder.LastIn),
        new Container(ContainerOrder.Least),
    ];

    /// <summary>The specification of that name, or null.</summary>
    public static Specification? Find(string name) =>
        All.FirstOrDefault(specification => specification.Name == name);

    /// <summary>The first specification that understands every function of a history, or null.</summary>
    public static Specification? For(History history) =>
        All.FirstOrDefault(specification => specification.Understands(history));
}
