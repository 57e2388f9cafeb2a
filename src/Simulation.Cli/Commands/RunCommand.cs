using System.CommandLine;
using Simulation.Cli.Lab;
using Simulation.Cli.Output;
using Simulation.Cli.Verification;
using Simulation.Kernel.Determinism;
using Simulation.Kernel.Time;
using Simulation.Reports;
using Simulation.Reports.Files;
using Simulation.Reports.Json;

namespace Simulation.Cli.Commands;

/// <summary>Runs scenarios, checks them, writes results and prints the verdict.</summary>
internal sealed class RunCommand : Command
{
    private const string Text = """
        Run scenarios, check what clients saw, write results, print the verdict.

        Examples:
          simlab run scenarios/hello-partition.yaml
          simlab run scenarios/crash-and-recover.yaml --seed 7 --verify-determinism
          simlab run scenarios/consistency-under-partition.yaml --set cut=30s -o json
          cat my.yaml | simlab run -
        """;

    private readonly Argument<string[]> _files = Switches.Files(
        "Scenario files; - reads one from standard input."
    );
    private readonly Option<ulong?> _seed = Switches.Seed();
    private readonly Option<string[]> _set = Switches.Set();
    private readonly Option<string?> _params = Switches.Params();
    private readonly Option<string> _out = Switches.Out();
    private readonly Option<string?> _form = Switches.Form("human", "plain", "json", "junit", "github");
    private readonly Option<string> _color = Switches.Color();
    private readonly Option<bool> _verify = Switches.Flag(
        "--verify-determinism",
        "Run again in a second process and compare all bytes."
    );
    private readonly Option<bool> _noReport = Switches.Flag("--no-report", "Write no results folder.");
    private readonly Option<string?> _summary = new("--summary")
    {
        Description = "Also write summary and charts to DIR/<scenario>, to be kept.",
        HelpName = "DIR",
    };
    private readonly Option<bool> _quiet = Switches.Flag(
        "--quiet",
        "Print nothing but what did not hold.",
        "-q"
    );
    private readonly Option<bool> _verbose = Switches.Verbose();
    private readonly Option<bool> _yes = Switches.Flag(
        "--yes",
        "Go on where more than 256 runs are asked for."
    );
    private readonly Option<bool> _failFast = Switches.Flag(
        "--fail-fast",
        "Stop after the first run that does not hold."
    );
    private readonly Option<int> _jobs = new("--jobs")
    {
        Description =
            "How many runs at once; a process makes one at a time, so more than 1 is the same as 1 for now.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<SimDuration?> _timeLimit = Switches.Length(
        "--time-limit",
        "Stop after so much of your own time; what was not run is unknown.",
        "D"
    );

    private readonly Shell _shell;
    private readonly ILaboratory _laboratory;

    public RunCommand(Shell shell, ILaboratory laboratory)
        : base("run", Text)
    {
        _shell = shell;
        _laboratory = laboratory;
        Add(_files);
        Option[] options =
        [
            _seed,
            _set,
            _params,
            _out,
            _form,
            _color,
            _verify,
            _noReport,
            _summary,
            _quiet,
            _verbose,
            _yes,
            _jobs,
            _failFast,
            _timeLimit,
        ];
        Array.ForEach(options, Add);
        _jobs.AcceptFromOne();
        Validators.Add(result =>
        {
            if (result.GetValue(_noReport) && result.GetValue(_verify))
            {
                result.AddError(
                    "--verify-determinism compares results folders, so it does not go with --no-report"
                );
            }
        });
        SetAction(parsed => (int)Run(parsed));
    }

    private ExitCode Run(ParseResult parsed)
    {
        string form = OutputForm.Choose(parsed.GetValue(_form), _shell, parsed.GetValue(_color)!);
        string[] files = parsed.GetValue(_files)!;
        foreach (string problem in DeterminismLayer.Problems)
        {
            _shell.Say("simlab: runs on this machine are not certain to repeat: " + problem);
        }

        ScenarioInput input = new(_shell);
        List<LoadedScenario> scenarios =
        [
            .. files.Select(file => _laboratory.Load(Source(input, file, parsed))),
        ];
        scenarios.ForEach(scenario => scenario.Say(_shell, form == OutputForm.GitHub));
        if (scenarios.Exists(scenario => scenario.ProblemCount > 0))
        {
            return ExitCode.WrongInput;
        }

        ScenarioRuns runs = new(
            _shell,
            new RunLimits(
                parsed.GetValue(_out)!,
                !parsed.GetValue(_noReport),
                parsed.GetValue(_failFast),
                Limit(parsed),
                form is OutputForm.Human or OutputForm.Plain && !parsed.GetValue(_quiet)
            )
        );
        List<CompletedScenario> completed = [];
        foreach (LoadedScenario scenario in scenarios)
        {
            completed.Add(runs.Make(scenario));
        }

        DeterminismLayer.Release();
        List<ExitCode> exits =
        [
            .. completed.Select((one, index) => Finish(one, files[index], input, parsed, form)),
        ];
        Print(completed, exits, form, parsed);
        if (parsed.GetValue(_summary) is { } summaries)
        {
            Summarize(completed, files, summaries, parsed);
        }

        return Worst(exits);
    }

    private TimeSpan? Limit(ParseResult parsed) => parsed.GetValue(_timeLimit)?.ToTimeSpan();

    private ScenarioSource Source(ScenarioInput input, string file, ParseResult parsed) =>
        new()
        {
            Path = file,
            Text = input.Text(file),
            Seed = parsed.GetValue(_seed),
            Sets = parsed.GetValue(_set)!,
            ParamsPath = parsed.GetValue(_params),
            IsLargeMeant = parsed.GetValue(_yes),
        };

    private ExitCode Finish(
        CompletedScenario completed,
        string file,
        ScenarioInput input,
        ParseResult parsed,
        string form
    )
    {
        if (!parsed.GetValue(_verify) || completed.Folder is null || completed.Exit == ExitCode.Interrupted)
        {
            return completed.Exit;
        }

        if (_shell.DeterminismProblems.Count > 0)
        {
            _shell.Say("simlab: determinism is not claimed on this machine, so it cannot be verified");
            return ExitCode.NotDeterministic;
        }

        string? difference = SecondProcess.Difference(
            completed.Folder,
            [file, .. Repeated(parsed)],
            input.Text(file)
        );
        _shell.Say(
            difference is null
                ? "verified: a second process gave the same bytes"
                : "simlab: same seed, different bytes\n" + difference
        );
        return difference is null ? completed.Exit : ExitCode.NotDeterministic;
    }

    /// <summary>A scenario that was not run to its end is left out: what is kept can be made again.</summary>
    private void Summarize(List<CompletedScenario> completed, string[] files, string root, ParseResult parsed)
    {
        for (int index = 0; index < completed.Count; index++)
        {
            if (completed[index].Report is not { } report || report.Runs.Count < completed[index].Planned)
            {
                _shell.Say($"simlab: {files[index]} was not run to its end, so there is no summary of it");
                continue;
            }

            string words = string.Join(' ', Repeated(parsed).Prepend(files[index]));
            Written.To(
                root,
                () => SummaryFolder.Write(report, root, $"simlab run {words} --summary results/reports")
            );
        }
    }

    private IEnumerable<string> Repeated(ParseResult parsed)
    {
        if (parsed.GetValue(_seed) is { } seed)
        {
            yield return $"--seed={seed}";
        }

        foreach (string word in Switches.Repeated(parsed.GetValue(_set)!, parsed.GetValue(_params)))
        {
            yield return word;
        }

        if (parsed.GetValue(_failFast))
        {
            yield return "--fail-fast";
        }
    }

    private void Print(
        List<CompletedScenario> completed,
        List<ExitCode> exits,
        string form,
        ParseResult parsed
    )
    {
        if (form == OutputForm.Json && completed.Count > 1)
        {
            JsonMap all = new JsonMap().With(
                "reports",
                completed.Select(one => one.Report).OfType<Report>().Select(ReportJson.Of)
            );
            _shell.Out.Write(JsonText.Write(all));
            return;
        }

        for (int index = 0; index < completed.Count; index++)
        {
            bool isSaid =
                !parsed.GetValue(_quiet) || exits[index] != ExitCode.Held || form == OutputForm.Json;
            if (completed[index].Report is { } report && isSaid)
            {
                ReportPrinter.Print(
                    report,
                    completed[index].Facts(exits[index]),
                    form,
                    parsed.GetValue(_color)!,
                    _shell
                );
            }

            if (index < completed.Count - 1 && form is OutputForm.Human or OutputForm.Plain)
            {
                _shell.Out.Write("\n");
            }
        }
    }

    /// <summary>
    /// Of several exits the one that a script must hear of: an interrupt, then bugs, then failures.
    /// </summary>
    private static ExitCode Worst(List<ExitCode> exits)
    {
        ExitCode[] order =
        [
            ExitCode.Interrupted,
            ExitCode.CannotWrite,
            ExitCode.NotDeterministic,
            ExitCode.Failed,
            ExitCode.Unknown,
        ];
        return order.FirstOrDefault(exits.Contains, ExitCode.Held);
    }
}
