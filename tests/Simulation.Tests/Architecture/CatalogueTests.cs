using System.Reflection;
using System.Text.RegularExpressions;
using Simulation.Components;
using Simulation.Components.Faults;
using Simulation.Kernel.Faults;

namespace Simulation.Tests.Architecture;

/// <summary>Whatever declares a kind stands in its catalogue, and says what it is.</summary>
public sealed partial class CatalogueTests
{
    [Fact]
    public void Every_fault_is_in_the_catalogue() =>
        Assert.Equal(
            [
                .. Declared<FaultKind>(typeof(FaultKind).Assembly)
                    .Concat(Declared<FaultKind>(typeof(FaultCatalog).Assembly))
                    .Order(StringComparer.Ordinal),
            ],
            Names(FaultCatalog.All, kind => kind.Name)
        );

    [Fact]
    public void Every_component_is_in_the_catalogue() =>
        Assert.Equal(
            Declared<ComponentKind>(typeof(ComponentCatalog).Assembly),
            Names(ComponentCatalog.All, kind => kind.Name)
        );

    [Fact]
    public void Every_entry_has_a_kebab_case_name_and_a_sentence()
    {
        IEnumerable<(string Name, string Summary)> entries =
        [
            .. FaultCatalog.All.Select(kind => (kind.Name, kind.Summary)),
            .. ComponentCatalog.All.Select(kind => (kind.Name, kind.Summary)),
        ];

        Assert.All(entries, entry => Assert.Matches(KebabCase(), entry.Name));
        Assert.All(entries, entry => Assert.EndsWith(".", entry.Summary, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Declared<TKind>(Assembly assembly) =>
        assembly
            .GetTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(property => property.PropertyType == typeof(TKind))
            .Select(property => (string)typeof(TKind).GetProperty("Name")!.GetValue(property.GetValue(null))!)
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Names<TKind>(IEnumerable<TKind> all, Func<TKind, string> name) =>
        all.Select(name).Order(StringComparer.Ordinal);

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();
}
