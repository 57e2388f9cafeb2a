using Simulation.Histories;

namespace Simulation.Checkers.Specifications;

/// <summary>
/// Every specification, in the order in which one is looked for that understands a history.
/// </summary>
public static class SpecificationCatalog
{
    /// <summary>The catalogue.</summary>
    public static IReadOnlyList<Specification> All { get; } =
    [new Register(hasCas: false), new Register(hasCas: true), new TextStore()];

    /// <summary>The specification of that name, or null.</summary>
    public static Specification? Find(string name) =>
        All.FirstOrDefault(specification => specification.Name == name);

    /// <summary>The first specification that understands every function of a history, or null.</summary>
    public static Specification? For(History history)
    {
        SortedSet<string> functions = new(StringComparer.Ordinal);
        string? last = null;
        foreach (Operation operation in history.Operations)
        {
            if (!ReferenceEquals(last, operation.Function))
            {
                last = operation.Function;
                functions.Add(last);
            }
        }

        return All.FirstOrDefault(specification => functions.All(specification.Functions.Contains));
    }
}
