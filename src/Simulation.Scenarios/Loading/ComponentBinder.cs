using Simulation.Components;
using Simulation.Components.Workloads;
using Simulation.Scenarios.Options;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Loading;

/// <summary>Reads the block <c>components:</c>.</summary>
internal sealed class ComponentBinder(BindContext context)
{
    private readonly ProblemList _problems = context.Problems;

    /// <summary>The components that could be read; the others are problems.</summary>
    public IReadOnlyList<PlannedComponent> Bind(YamlNode? block)
    {
        if (block is not YamlMap map)
        {
            if (block is not null)
            {
                _problems.Error(
                    ProblemCode.WrongShape,
                    block.Span,
                    $"'components' is {block.Shape}",
                    "write name: {kind: ...}"
                );
            }

            return [];
        }

        List<PlannedComponent> components = [.. map.Entries.Select(Bind).OfType<PlannedComponent>()];
        if (components.Count < map.Entries.Count)
        {
            return components;
        }

        CheckUses(components, map);
        return Ordered(components, map);
    }

    /// <summary>Finds components that do not understand who asks them.</summary>
    private void CheckUses(List<PlannedComponent> components, YamlMap map)
    {
        foreach (PlannedComponent asking in components)
        {
            foreach (PlannedComponent asked in components.Where(other => asking.Uses.Contains(other.Name)))
            {
                ClientLanguage language = asking.Kind.SpeaksTo(asking.Options, asked.Name);
                string? misfit =
                    asked.Language != language
                        ? $"'{asked.Name}' takes {Said(asked.Language)}, "
                            + $"and a {asking.Kind.Name} asks for {Said(language)}"
                        : asking.Kind.MisfitOf(asking.Options, asked.Name, asked.Options);
                if (misfit is not null)
                {
                    _problems.Error(ProblemCode.DoesNotFit, map.EntryOf(asking.Name)!.Key.Span, misfit);
                }
            }
        }
    }

    private static string Said(ClientLanguage language) =>
        language == ClientLanguage.Transactions ? "transactions" : "operations on single keys";

    /// <summary>Puts every component behind those that it asks, and leaves the order of the file else.</summary>
    private List<PlannedComponent> Ordered(List<PlannedComponent> components, YamlMap map)
    {
        var ordered = new List<PlannedComponent>();
        List<PlannedComponent> left = [.. components];
        while (left.Count > 0)
        {
            PlannedComponent? next = left.Find(component =>
                !left.Exists(other => component.Uses.Contains(other.Name, StringComparer.Ordinal))
            );
            if (next is null)
            {
                string circle = string.Join(", ", left.Select(component => component.Name));
                _problems.Error(
                    ProblemCode.DoesNotFit,
                    map.EntryOf(left[0].Name)!.Key.Span,
                    $"components ask each other in a circle: {circle}"
                );
                return components;
            }

            ordered.Add(next);
            left.Remove(next);
        }

        return ordered;
    }

    private PlannedComponent? Bind(YamlEntry entry)
    {
        string name = entry.Key.Text;
        if (entry.Value is not YamlMap map)
        {
            _problems.Error(
                ProblemCode.WrongShape,
                entry.Value.Span,
                $"component '{name}' is {entry.Value.Shape}",
                "write {kind: ...}"
            );
            return null;
        }

        if (map["kind"] is not YamlScalar kindName)
        {
            _problems.Error(ProblemCode.MissingKey, entry.Key.Span, $"component '{name}' needs a 'kind'");
            return null;
        }

        if (ComponentCatalog.Find(kindName.Text) is not { } kind)
        {
            _problems.Error(
                ProblemCode.UnknownKind,
                kindName.Span,
                $"'{kindName.Text}' is not a kind of component",
                Suggest(kindName.Text)
            );
            return null;
        }

        object? options = OptionsBinder.Bind(
            map,
            kind.OptionsType,
            context with
            {
                IgnoredKeys = ["kind"],
                Owner = "a " + kind.Name,
            }
        );
        return options is null ? null : new PlannedComponent(name, kind, options);
    }

    private static string Suggest(string word) =>
        Suggestion.DidYouMean(word, ComponentCatalog.All.Select(kind => kind.Name))
        + "   (simlab list components)";
}
