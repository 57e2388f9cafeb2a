using Simulation.Checkers;
using Simulation.Components.Workloads;
using Simulation.Kernel.Faults;
using Simulation.Scenarios.Expressions;
using Simulation.Scenarios.Format;
using Simulation.Scenarios.Options;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Running;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Loading;

/// <summary>Understands the sentences under <c>expect:</c>, and what <c>check:</c> and <c>reached:</c> name.</summary>
internal sealed class ExpectationBinder
{
    private readonly YamlMap _root;
    private readonly ProblemList _problems;
    private readonly MetricVocabulary _vocabulary;
    private readonly IReadOnlyList<PlannedFault> _faults;

    public ExpectationBinder(
        YamlMap root,
        BindContext context,
        IReadOnlyList<WorkloadOptions> workloads,
        IReadOnlyList<PlannedFault> faults,
        IReadOnlyList<PlannedComponent> components)
    {
        _root = root;
        _problems = context.Problems;
        _faults = faults;
        _vocabulary = new MetricVocabulary
        {
            Models = [.. ConsistencyModels.All.Select(model => new ModelName(model.Name, model.Aliases))],
            Events = [.. components.SelectMany(component => component.Kind.Happenings).Distinct()],
            Workloads = [.. workloads.Select(workload => workload.Name)],
        };
    }

    /// <summary>The expectations that apply to a cell; sentences that mean nothing are problems.</summary>
    public IReadOnlyList<PlannedExpectation> Bind(ScenarioOptions options, IReadOnlyList<CellValue> settings)
    {
        CheckHistories(options);
        var expectations = new List<PlannedExpectation>();
        for (int index = 0; index < options.Expect.Count; index++)
        {
            ExpectOptions entry = options.Expect[index];
            YamlMap map = Entry("expect", index);
            PlannedExpectation? planned = Bind(entry, map);
            bool applies = Applies(map, settings);
            if (planned is not null && applies)
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
        foreach (YamlScalar name in ((_root["reached"] as YamlList)?.Items ?? []).OfType<YamlScalar>())
        {
            if (!_vocabulary.Events.Contains(name.Text))
            {
                _problems.Error(
                    ProblemCode.UnknownName,
                    name.Span,
                    $"no component of this scenario tells of '{name.Text}'",
                    Suggestion.DidYouMean(name.Text, _vocabulary.Events));
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
            ParsedDuring part = DuringText.Parse(text, [.. _faults.Select(fault => fault.Id)]);
            Report(map["during"]!, text, part.Problems);
            during = part.During;
        }

        if (entry.After is { } after && _faults.All(fault => fault.Id != after))
        {
            _problems.Error(
                ProblemCode.UnknownName,
                map["after"]!.Span,
                $"no fault is called '{after}'",
                Suggestion.DidYouMean(after, _faults.Select(fault => fault.Id)));
        }

        return parsed.Expectation is null
            ? null
            : new PlannedExpectation(
                parsed.Expectation, during, entry.After, entry.That, that.Span.Line, entry.Severity == Severity.Warn);
    }

    private void Report(YamlNode where, string text, IReadOnlyList<ExpressionProblem> problems)
    {
        // In a quoted or folded text the offsets of its characters are not those of the file.
        bool isVerbatim = where is YamlScalar { IsPlain: true } && where.Span.Length == text.Length;
        foreach (ExpressionProblem problem in problems)
        {
            string code = problem.Kind switch
            {
                ExpressionProblemKind.Name when problem.Message.Contains("metric", StringComparison.Ordinal) =>
                    ProblemCode.UnknownMetric,
                ExpressionProblemKind.Name => ProblemCode.UnknownName,
                ExpressionProblemKind.Unit => ProblemCode.Quantity,
                _ => ProblemCode.Expectation,
            };
            _problems.Error(
                code,
                isVerbatim ? where.Span.Part(problem.Offset, problem.Length) : where.Span,
                problem.Message,
                problem.Suggestion);
        }
    }

    private bool Applies(YamlMap map, IReadOnlyList<CellValue> settings)
    {
        CheckSettings(map["when"], settings);
        CheckSettings(map["unless"], settings);
        return ResolvedScenario.Applies(map, settings);
    }

    private void CheckSettings(YamlNode? node, IReadOnlyList<CellValue> settings)
    {
        foreach (YamlEntry entry in (node as YamlMap)?.Entries ?? [])
        {
            if (settings.All(setting => setting.Key != entry.Key.Text))
            {
                _problems.Error(
                    ProblemCode.UnknownName,
                    entry.Key.Span,
                    $"'{entry.Key.Text}' is neither a parameter nor a matrix key",
                    Suggestion.DidYouMean(entry.Key.Text, settings.Select(setting => setting.Key)));
            }
        }
    }

    private void CheckHistories(ScenarioOptions options)
    {
        for (int index = 0; index < options.Check.Count; index++)
        {
            CheckOptions check = options.Check[index];
            YamlMap map = Entry("check", index);
            if (!_vocabulary.Workloads.Contains(check.History))
            {
                _problems.Error(
                    ProblemCode.UnknownName,
                    map["history"]!.Span,
                    $"no workload is called '{check.History}'",
                    Suggestion.DidYouMean(check.History, _vocabulary.Workloads));
            }

            foreach (YamlScalar model in ((map["models"] as YamlList)?.Items ?? []).OfType<YamlScalar>())
            {
                CheckModel(model);
            }
        }
    }

    private void CheckModel(YamlScalar model)
    {
        if (_vocabulary.Model(model.Text) is null)
        {
            _problems.Error(
                ProblemCode.UnknownKind,
                model.Span,
                $"'{model.Text}' is not a consistency model",
                Suggestion.DidYouMean(model.Text, _vocabulary.Models.Select(known => known.Name))
                    + "   (simlab list models)");
        }
    }

    private YamlMap Entry(string block, int index) => (YamlMap)((YamlList)_root[block]!).Items[index];
}
