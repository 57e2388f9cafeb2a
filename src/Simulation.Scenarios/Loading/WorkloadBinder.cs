using Simulation.Components.Workloads;
using Simulation.Scenarios.Options;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Loading;

/// <summary>Reads the block <c>workload:</c>.</summary>
internal sealed class WorkloadBinder(
    BindContext context,
    WrittenNames names,
    IReadOnlyList<PlannedComponent> components
)
{
    private readonly ProblemList _problems = context.Problems;

    /// <summary>The workloads that could be read; the others are problems.</summary>
    public IReadOnlyList<WorkloadOptions> Bind(YamlNode? block)
    {
        if (block is not YamlList list)
        {
            if (block is not null)
            {
                _problems.Error(
                    ProblemCode.WrongShape,
                    block.Span,
                    $"'workload' is {block.Shape}",
                    "write a list of workloads"
                );
            }

            return [];
        }

        var workloads = new List<WorkloadOptions>();
        foreach (YamlNode item in list.Items)
        {
            if (BindItem(item) is not { } workload)
            {
                continue;
            }

            if (workloads.Exists(other => other.Name == workload.Name))
            {
                _problems.Error(
                    ProblemCode.DuplicateName,
                    ((YamlMap)item)["name"]!.Span,
                    $"two workloads are called '{workload.Name}'"
                );
            }

            if (workloads.Find(other => other.Target == workload.Target) is { } rival)
            {
                _problems.Error(
                    ProblemCode.DoesNotFit,
                    item.Span,
                    $"'{workload.Name}' asks the same component as '{rival.Name}'",
                    "give each workload a component of its own, or put both into one"
                );
            }

            workloads.Add(workload);
        }

        return workloads;
    }

    private WorkloadOptions? BindItem(YamlNode item)
    {
        if (item is not YamlMap map)
        {
            _problems.Error(
                ProblemCode.WrongShape,
                item.Span,
                $"a workload is {item.Shape}",
                "write {name: ..., ...}"
            );
            return null;
        }

        var options = OptionsBinder.Bind<WorkloadOptions>(map, context with { Owner = "a workload" });
        if (options is null)
        {
            return null;
        }

        CheckTarget(map, options.Target);
        CheckKind(map, options);
        CheckKeys(map, options.Keys);
        return options;
    }

    private void CheckTarget(YamlMap map, string target)
    {
        // Where there are no components at all, that is the problem.
        if (names.Components.Count > 0 && !names.Components.Contains(target, StringComparer.Ordinal))
        {
            _problems.Error(
                ProblemCode.UnknownName,
                map["target"]!.Span,
                $"no component is called '{target}'",
                Suggestion.DidYouMean(target, names.Components)
            );
        }
    }

    private void CheckKind(YamlMap map, WorkloadOptions options)
    {
        YamlNode where = map["kind"] ?? map;
        if (WorkloadKind.Find(options.Kind) is not { } kind)
        {
            _problems.Error(
                ProblemCode.UnknownKind,
                where.Span,
                $"'{options.Kind}' is not a kind of workload",
                Suggestion.DidYouMean(options.Kind, WorkloadKind.All.Select(known => known.Name))
                    + "   (simlab list workloads)"
            );
        }
        else if (
            components.FirstOrDefault(component => component.Name == options.Target) is { } target
            && target.Language != kind.Language
        )
        {
            _problems.Error(
                ProblemCode.DoesNotFit,
                where.Span,
                $"a {target.Kind.Name} does not understand a workload of kind '{kind.Name}'",
                "it takes "
                    + string.Join(
                        ", ",
                        WorkloadKind
                            .All.Where(known => known.Language == target.Language)
                            .Select(known => known.Name)
                    )
            );
        }
    }

    private void CheckKeys(YamlMap map, KeyOptions keys)
    {
        if (KeyPickText.Parse(keys.Pick, keys.Count, out string problem) is null)
        {
            YamlNode where = (map["keys"] as YamlMap)?["pick"] ?? map;
            _problems.Error(
                ProblemCode.Quantity,
                where.Span,
                problem,
                "write uniform, zipf(1.1) or hot(1, 33%)"
            );
        }
    }
}
