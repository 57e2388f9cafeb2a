using System.CommandLine;
using Simulation.Cli.Lab;
using Simulation.Cli.Output;
using Simulation.Kernel.Determinism;
using Simulation.Reports;
using Simulation.Reports.Comparisons;
using Simulation.Reports.Exporters;
using Simulation.Reports.Terminal;
using Simulation.Scenarios.Running;

namespace Simulation.Cli.Commands;

/// <summary>Lays designs side by side and tells which differences are more than chance.</summary>
internal sealed class CompareCommand : Command
{
    private const string Text = """
        Lay designs side by side, under the same load and faults, and tell which differences are more than chance.

        Examples:
          simlab compare scenarios/hello-partition.yaml --by protocol --seeds 5
          simlab compare scenarios/consistency-ladder.yaml --by level --baseline causal -o md
          simlab compare 7f3c91 a41b02 --fail-on 'p99 worse by 5%'
        """;

    private const int SeedsUsual = 5;

    private readonly Argument<string[]> _what = Switches.Files(
        "Ids or folders of runs, or one scenario file."
    );
    private readonly Option<string?> _by = new("--by")
    {
        Description = "The matrix key whose values are compared; the file is run for each.",
        HelpName = "KEY",
    };
    private readonly Option<int> _seeds = new("--seeds")
    {
        Description = "Under how many seeds each design is run, counted on from the file's.",
        HelpName = "N",
        DefaultValueFactory = _ => SeedsUsual,
    };
    private readonly Option<string?> _baseline = new("--baseline")
    {
        Description = "The design or run that the others are held against; the first when not said.",
        HelpName = "ID",
    };
    private readonly Option<string?> _failOn = new("--fail-on")
    {
        Description = "Exit with 1 when this is told: " + FailureRule.Form + ".",
        HelpName = "EXPR",
    };
    private readonly Option<string[]> _set = Switches.Set();
    private readonly Option<string> _out = Switches.Out();
    private readonly Option<string?> _form = Switches.Form("human", "plain", "json", "md", "csv");
    private readonly Option<string> _color = Switches.Color();
    private readonly Option<bool> _verbose = Switches.Verbose();
    private readonly Shell _shell;
    private readonly ILaboratory _laboratory;

    public CompareCommand(Shell shell, ILaboratory laboratory)
        : base("compare", Text)
    {
        _shell = shell;
        _laboratory = laboratory;
        Add(_what);
        Array.ForEach<Option>([_by, _seeds, _baseline, _failOn, _set, _out, _form, _color, _verbose], Add);
        _failOn.Validators.Add(result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (FailureRule.Parse(text) is null)
            {
                string names = string.Join(", ", Measure.All.Select(measure => measure.Name));
                result.AddError($"--fail-on takes {FailureRule.Form}; '{text}' is none. Measures: {names}");
            }
        });
        _seeds.AcceptFromOne();
        SetAction(parsed => (int)Run(parsed));
    }

    private ExitCode Run(ParseResult parsed)
    {
        string[] what = parsed.GetValue(_what)!;
        string? by = parsed.GetValue(_by);
        string? baseline = parsed.GetValue(_baseline);
        if (by is null)
        {
            return Show(parsed, [Stored(what, parsed.GetValue(_out)!, baseline)]);
        }

        if (what.Length != 1)
        {
            throw new CommandFailure(ExitCode.WrongCommand, "--by takes one scenario file");
        }

        List<MeasuredRun> runs = [];
        ExitCode made = Make(parsed, what[0], runs);
        DeterminismLayer.Release();
        return made == ExitCode.Held ? Show(parsed, ByKey(runs, by, baseline)) : made;
    }

    /// <summary>Runs every cell of the file under every seed, and keeps the numbers alone.</summary>
    private ExitCode Make(ParseResult parsed, string file, List<MeasuredRun> runs)
    {
        ScenarioInput input = new(_shell);
        ScenarioSource source = new()
        {
            Path = file,
            Text = input.Text(file),
            Sets = parsed.GetValue(_set)!,
        };
        LoadedScenario first = _laboratory.Load(source);
        first.Say(_shell);
        if (first.ProblemCount > 0)
        {
            return ExitCode.WrongInput;
        }

        ulong seed = first.Runs[0].Seed;
        List<PlannedRun> planned =
        [
            .. Enumerable
                .Range(0, parsed.GetValue(_seeds))
                .SelectMany(place => _laboratory.Load(source with { Seed = seed + (ulong)place }).Runs),
        ];
        ProgressBar bar = new(_shell, _shell.HasProgress, planned.Count);
        foreach (PlannedRun run in planned)
        {
            RunResult? result = run.Run(
                new RunWishes
                {
                    Progress = share => bar.Draw(runs.Count, share, run.Label),
                    IsCancelled = () => _shell.IsInterrupted,
                }
            );
            if (result is null)
            {
                bar.Clear();
                return ExitCode.Interrupted;
            }

            runs.Add(MeasuredRun.Of(result));
        }

        bar.Clear();
        return ExitCode.Held;
    }

    /// <summary>One comparison for each combination of the other keys of the matrix.</summary>
    private static List<Comparison> ByKey(List<MeasuredRun> runs, string by, string? baseline)
    {
        if (runs[0].Cell.All(value => value.Key != by))
        {
            string keys = string.Join(", ", runs[0].Cell.Select(value => value.Key));
            throw new CommandFailure(
                ExitCode.WrongCommand,
                $"no key '{by}' in the matrix of {runs[0].Scenario}; there "
                    + (keys.Length == 0 ? "is none" : "are: " + keys)
            );
        }

        return
        [
            .. runs.GroupBy(run => Label(run.Cell.Where(value => value.Key != by)), StringComparer.Ordinal)
                .Select(group =>
                {
                    List<ComparedDesign> designs =
                    [
                        .. group
                            .GroupBy(
                                run => run.Cell.First(value => value.Key == by).Value,
                                StringComparer.Ordinal
                            )
                            .Select(design => new ComparedDesign(design.Key, [.. design])),
                    ];
                    string where = group.Key.Length == 0 ? "" : ", where " + group.Key;
                    return Compared($"{runs[0].Scenario} by {by}{where}", designs, baseline);
                }),
        ];
    }

    private static Comparison Stored(string[] folders, string root, string? baseline)
    {
        List<ComparedDesign> designs = StoredDesigns.Of(
            folders.Select(name => Read(StoredRuns.ResultPath(StoredRuns.FindResults(root, name))))
        );
        return Compared(StoredDesigns.Title(designs), designs, baseline);
    }

    private static Comparison Compared(string title, List<ComparedDesign> designs, string? baseline)
    {
        if (designs.Count < 2)
        {
            throw new CommandFailure(
                ExitCode.WrongCommand,
                $"{title}: there is one design only, so there is nothing to compare"
            );
        }

        int place = baseline is null
            ? 0
            : designs.FindIndex(design =>
                design.Label == baseline
                || design.Label.EndsWith("=" + baseline, StringComparison.Ordinal)
                || design.Runs.Any(run => run.Id == baseline)
            );
        return place >= 0
            ? new Comparison(title, designs, place)
            : throw new CommandFailure(
                ExitCode.WrongCommand,
                $"no design '{baseline}'; there are: {string.Join(", ", designs.Select(design => design.Label))}"
            );
    }

    private static IReadOnlyList<MeasuredRun> Read(string path)
    {
        try
        {
            return StoredDesigns.Runs(CommandFailure.Read(path));
        }
        catch (FormatException)
        {
            throw new CommandFailure(ExitCode.WrongInput, $"{path} is no result of this version");
        }
    }

    private static string Label(IEnumerable<CellValue> cell) =>
        string.Join(' ', cell.Select(value => $"{value.Key}={value.Value}"));

    private ExitCode Show(ParseResult parsed, List<Comparison> comparisons)
    {
        string color = parsed.GetValue(_color)!;
        switch (OutputForm.Choose(parsed.GetValue(_form), _shell, color))
        {
            case "md":
                _shell.Out.Write(ComparisonTexts.Markdown(comparisons));
                break;
            case "csv":
                _shell.Out.Write(ComparisonTexts.Csv(comparisons));
                break;
            case OutputForm.Json:
                _shell.Out.Write(ComparisonTexts.Json(comparisons));
                break;
            case OutputForm.Human:
                comparisons.ForEach(one =>
                    ColouredTerminal.Write(ComparisonPage.Compose(one), _shell.Terminal(color))
                );
                break;
            default:
                comparisons.ForEach(one =>
                    _shell.Out.Write(TerminalReport.Plain(ComparisonPage.Compose(one)))
                );
                break;
        }

        List<string> passed = parsed.GetValue(_failOn) is { } rule
            ? [.. comparisons.SelectMany(FailureRule.Parse(rule)!.Passed)]
            : [];
        passed.ForEach(_shell.Say);
        return passed.Count > 0 ? ExitCode.Failed : ExitCode.Held;
    }
}
