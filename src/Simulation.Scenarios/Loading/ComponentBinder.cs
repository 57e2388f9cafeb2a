using Simulation.Components;
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

        return [.. map.Entries.Select(Bind).OfType<PlannedComponent>()];
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
