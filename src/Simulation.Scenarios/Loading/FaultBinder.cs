using Simulation.Components.Faults;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Format;
using Simulation.Scenarios.Options;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Loading;

/// <summary>Reads the block <c>faults:</c>.</summary>
internal sealed class FaultBinder(BindContext context, SimDuration? duration)
{
    private static readonly string[] CommonKeys =
    [
        .. OptionProperty.Of(typeof(FaultOptions)).Select(option => option.Key),
    ];

    private readonly ProblemList _problems = context.Problems;

    /// <summary>The faults that could be read; the others are problems.</summary>
    public IReadOnlyList<PlannedFault> Bind(YamlNode? block)
    {
        if (block is not YamlList list)
        {
            if (block is not null)
            {
                _problems.Error(
                    ProblemCode.WrongShape,
                    block.Span,
                    $"'faults' is {block.Shape}",
                    "write a list of faults"
                );
            }

            return [];
        }

        var faults = new List<PlannedFault>();
        foreach (YamlNode item in list.Items)
        {
            if (BindItem(item) is not { } fault)
            {
                continue;
            }

            if (faults.Exists(other => other.Id == fault.Id))
            {
                _problems.Error(
                    ProblemCode.DuplicateName,
                    ((YamlMap)item)["id"]!.Span,
                    $"two faults are called '{fault.Id}'"
                );
            }

            faults.Add(fault);
        }

        return faults;
    }

    private PlannedFault? BindItem(YamlNode item)
    {
        if (item is not YamlMap map)
        {
            _problems.Error(
                ProblemCode.WrongShape,
                item.Span,
                $"a fault is {item.Shape}",
                "write {id: ..., inject: ...}"
            );
            return null;
        }

        FaultKind? kind = FindKind(map);
        string[] commonKeys = [.. CommonKeys.Except(KeysOf(kind), StringComparer.Ordinal)];
        FaultOptions? common = OptionsBinder.Bind<FaultOptions>(
            Keep(map, commonKeys),
            context with
            {
                Owner = "a fault",
            }
        );
        object? options = kind is null
            ? null
            : OptionsBinder.Bind(
                map,
                kind.OptionsType,
                context with
                {
                    IgnoredKeys = commonKeys,
                    Owner = "fault " + kind.Name,
                }
            );
        if (common is null)
        {
            return null;
        }

        CheckTimes(map, common);
        return kind is null || options is null
            ? null
            : new PlannedFault(
                common.Id,
                kind,
                options,
                SimTime.Zero + common.At,
                common.For,
                common.Every,
                common.Jitter
            );
    }

    /// <summary>
    /// The keys of the kind itself, which win: the jitter of added latency is not that of its beginning.
    /// </summary>
    private static IEnumerable<string> KeysOf(FaultKind? kind) =>
        kind is null ? [] : OptionProperty.Of(kind.OptionsType).Select(option => option.Key);

    private FaultKind? FindKind(YamlMap map)
    {
        if (map["inject"] is not YamlScalar name)
        {
            return null;
        }

        FaultKind? kind = FaultCatalog.Find(name.Text);
        if (kind is null)
        {
            string? near = Suggestion.DidYouMean(name.Text, FaultCatalog.All.Select(other => other.Name));
            _problems.Error(
                ProblemCode.UnknownKind,
                name.Span,
                $"'{name.Text}' is not a fault",
                near + "   (simlab list faults)"
            );
        }

        return kind;
    }

    private void CheckTimes(YamlMap map, FaultOptions fault)
    {
        if (duration is not { } end)
        {
            return;
        }

        if (fault.At < SimDuration.Zero || fault.At >= end)
        {
            _problems.Error(
                ProblemCode.FaultOutsideRun,
                map["at"]!.Span,
                $"fault '{fault.Id}' begins outside the run of {end}"
            );
        }
        else if (fault.For is { } length && length > end - fault.At)
        {
            _problems.Error(
                ProblemCode.FaultOutsideRun,
                map["for"]!.Span,
                $"fault '{fault.Id}' lasts {length} from {fault.At}, past the end of the run at {end}",
                "leave 'for' out to let it last to the end"
            );
        }
    }

    private static YamlMap Keep(YamlMap map, string[] keys) =>
        map with
        {
            Entries = [.. map.Entries.Where(entry => keys.Contains(entry.Key.Text, StringComparer.Ordinal))],
        };
}
