using Simulation.Checkers;
using Simulation.Components;
using Simulation.Kernel.Options;
using Simulation.Scenarios.Expressions;
using Simulation.Scenarios.Format;
using Simulation.Scenarios.Options;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Loading;

/// <summary>
/// Understands the sentences under <c>expect:</c>, and what <c>check:</c> and <c>reached:</c> name.
/// </summary>
internal sealed class ExpectationBinder
{
    private static readonly string[] Operations = ["read", "write", "cas"];

    private readonly YamlMap _root;
    private readonly ProblemList _problems;
    private readonly MetricVocabulary _vocabulary;
    private readonly IReadOnlyList<string> _faults;
    private readonly bool _areFaultsKnown;
    private readonly BindContext _silent;

    public ExpectationBinder(
        YamlMap root,
        BindContext context,
        WrittenNames names,
        IReadOnlyList<PlannedComponent> components
    )
    {
        _root = root;
        _silent = context with { Problems = new ProblemList() };
        _problems = context.Problems;
        _faults = names.Faults;
        _areFaultsKnown = names.AreFaultsKnown;
        bool areAllKnown = components.Count == names.Components.Count;
        IEnumerable<ComponentKind> kinds = areAllKnown
            ? components.Select(component => component.Kind)
            : ComponentCatalog.All;
        _vocabulary = new MetricVocabulary
        {
            Metrics = [.. MetricCatalog.All, .. components.SelectMany(MetricCatalog.Of)],
            Models = [.. ConsistencyModels.All.Select(model => new ModelName(model.Name, model.Aliases))],
            Events = [.. kinds.SelectMany(kind => kind.Happenings).Distinct()],
            Workloads = names.Workloads,
            Alerts = names.Alerts,
            FilterValues = key =>
                key switch
                {
                    "workload" => names.Workloads,
                    "op" => Operations,
                    "slo" => names.Slos,
                    "alert" => names.Alerts,
                    "region" when names.ArePlacesKnown => names.Of(NameKind.Region),
                    "node" when names.ArePlacesKnown => names.Of(NameKind.Node),
                    _ => null,
                },
        };
    }

    /// <summary>The expectations that apply to a cell; sentences that mean nothing are problems.</summary>
    public IReadOnlyList<PlannedExpectation> Bind(CellSettings settings)
    {
        var expectations = new List<PlannedExpectation>();
        foreach (YamlMap map in Maps("expect"))
        {
            // What is wrong with the entry's own keys has been told with those of the scenario.
            ExpectOptions? entry = OptionsBinder.Bind<ExpectOptions>(map, _silent);
            PlannedExpectation? planned = entry is null ? null : Bind(entry, map);
            CheckSettings(map["when"], settings);
            CheckSettings(map["unless"], settings);
            if (planned is not null && ResolvedScenario.Applies(map, settings.Values))
            {
                expectations.Add(planned);
            }
        }

        return expectations;
    }

    /// <summary>The events that must have happened.</summary>
    public IReadOnlyList<RequiredHappening> BindReached()
    {
        var reached = new List<RequiredHappening>();
        foreach (YamlScalar name in WrittenNames.Scalars(_root["reached"]))
        {
            if (!_vocabulary.Events.Contains(name.Text))
            {
                _problems.Error(
                    ProblemCode.UnknownName,
                    name.Span,
                    $"no component of this scenario tells of '{name.Text}'",
                    Suggestion.DidYouMean(name.Text, _vocabulary.Events)
                );
            }

            reached.Add(new RequiredHappening(name.Text, name.Span.Line));
        }

        return reached;
    }

    private PlannedExpectation? Bind(ExpectOptions entry, YamlMap map)
    {
        YamlNode that = map["that"]!;
        ParsedExpectation parsed = ExpectationParser.Parse(entry.That, _vocabulary);
        Report(that, entry.That, parsed.Problems);
        During? during = null;
        if (entry.During is { } text)
        {
            ParsedDuring part = DuringText.Parse(text, _areFaultsKnown ? _faults : [.. _faults, text]);
            Report(map["during"]!, text, part.Problems);
            during = part.During;
        }

        if (entry.After is { } after && _areFaultsKnown && !_faults.Contains(after, StringComparer.Ordinal))
        {
            _problems.Error(
                ProblemCode.UnknownName,
                map["after"]!.Span,
                $"no fault is called '{after}'",
                Suggestion.DidYouMean(after, _faults)
            );
        }

        return parsed.Expectation is null
            ? null
            : new PlannedExpectation(
                parsed.Expectation,
                during,
                entry.After,
                entry.That,
                that.Span.Line,
                entry.Severity == Severity.Warn
            );
    }

    private void Report(YamlNode where, string text, IReadOnlyList<ExpressionProblem> problems)
    {
        // In a folded text, or one with escapes, the offsets of its characters are not those of the file.
        int quote = where is YamlScalar { IsPlain: true } ? 0 : 1;
        bool isVerbatim = where.Span.Length == text.Length + 2 * quote;
        foreach (ExpressionProblem problem in problems)
        {
            string code = problem.Kind switch
            {
                ExpressionProblemKind.Name
                    when problem.Message.Contains("metric", StringComparison.Ordinal) =>
                    ProblemCode.UnknownMetric,
                ExpressionProblemKind.Name => ProblemCode.UnknownName,
                ExpressionProblemKind.Unit => ProblemCode.Quantity,
                _ => ProblemCode.Expectation,
            };
            _problems.Error(
                code,
                isVerbatim ? where.Span.Part(problem.Offset + quote, problem.Length) : where.Span,
                problem.Message,
                problem.Suggestion
            );
        }
    }

    private void CheckSettings(YamlNode? node, CellSettings settings)
    {
        foreach (YamlEntry entry in (node as YamlMap)?.Entries ?? [])
        {
            IReadOnlyList<string> values = settings.ValuesOf(entry.Key.Text);
            if (entry.Value is YamlScalar value && values.Count > 0 && !values.Contains(value.Text))
            {
                _problems.Error(
                    ProblemCode.UnknownName,
                    value.Span,
                    $"'{entry.Key.Text}' is never '{value.Text}' in the matrix",
                    Suggestion.DidYouMean(value.Text, values) ?? "it takes " + string.Join(", ", values)
                );
            }

            if (!settings.Names.Contains(entry.Key.Text, StringComparer.Ordinal))
            {
                _problems.Error(
                    ProblemCode.UnknownName,
                    entry.Key.Span,
                    $"'{entry.Key.Text}' is neither a parameter nor a matrix key",
                    Suggestion.DidYouMean(entry.Key.Text, settings.Names)
                );
            }
        }
    }

    /// <summary>Reports workloads and models under <c>check:</c> that do not exist.</summary>
    public void CheckHistories()
    {
        foreach (YamlMap map in Maps("check"))
        {
            if (map["history"] is YamlScalar history && !_vocabulary.Workloads.Contains(history.Text))
            {
                _problems.Error(
                    ProblemCode.UnknownName,
                    history.Span,
                    $"no workload is called '{history.Text}'",
                    Suggestion.DidYouMean(history.Text, _vocabulary.Workloads)
                );
            }

            foreach (YamlScalar model in WrittenNames.Scalars(map["models"]))
            {
                CheckModel(model);
            }
        }
    }

    private void CheckModel(YamlScalar model)
    {
        if (model.Text != ConsistencyModels.AllOfThem && _vocabulary.Model(model.Text) is null)
        {
            _problems.Error(
                ProblemCode.UnknownKind,
                model.Span,
                $"'{model.Text}' is not a consistency model",
                Suggestion.DidYouMean(model.Text, _vocabulary.Models.Select(known => known.Name))
                    + "   (simlab list models)"
            );
        }
    }

    private IEnumerable<YamlMap> Maps(string block) =>
        ((_root[block] as YamlList)?.Items ?? []).OfType<YamlMap>();
}
