using System.CommandLine;
using Simulation.Cli.Lab;
using Simulation.Cli.Output;
using Simulation.Kernel.Determinism;
using Simulation.Kernel.Time;
using Simulation.Reports;
using Simulation.Reports.Json;
using Simulation.Scenarios.Running;

namespace Simulation.Cli.Commands;

/// <summary>Makes a stored run again and stops where the user wants to look.</summary>
internal sealed class ReplayCommand : Command
{
    private const string Text = """
        Make a stored run again, stop where you want, and show what happened last and where every node stands.

        Examples:
          simlab replay 7f3c91 --until 26.204s
          simlab replay 7f3c91 --until 26.204s --focus key-17
          simlab replay results/crash-and-recover/latest --focus n3 --focus n5
        """;

    private const int RecordsShown = 40;

    private readonly Argument<string> _run = Switches.Word("RUN", "A run's id, or its results folder.");
    private readonly Option<SimDuration?> _until = Switches.Length(
        "--until",
        "Stop at this simulated time.",
        "T"
    );
    private readonly Option<SimDuration?> _at = Switches.Length("--at", "The same as --until.", "T");
    private readonly Option<string[]> _focus = new("--focus")
    {
        Description =
            "Show only records that name this node, key or message. May come many times; any one suffices.",
        HelpName = "WORD",
        DefaultValueFactory = _ => [],
    };
    private readonly Option<string> _out = Switches.Out();
    private readonly Option<string?> _form = Switches.Form(OutputForm.Plain, OutputForm.Json);
    private readonly Option<bool> _verbose = Switches.Verbose();
    private readonly Shell _shell;
    private readonly ILaboratory _laboratory;

    public ReplayCommand(Shell shell, ILaboratory laboratory)
        : base("replay", Text)
    {
        _shell = shell;
        _laboratory = laboratory;
        Add(_run);
        Array.ForEach<Option>([_until, _at, _focus, _out, _form, _verbose], Add);
        SetAction(parsed => (int)Run(parsed));
    }

    private ExitCode Run(ParseResult parsed)
    {
        string folder = StoredRuns.Find(parsed.GetValue(_out)!, parsed.GetValue(_run)!);
        string path = Path.Combine(folder, "scenario.resolved.yaml");
        LoadedScenario scenario = _laboratory.Load(new ScenarioSource { Path = path });
        if (scenario.ProblemCount > 0)
        {
            scenario.Say(_shell);
            return ExitCode.WrongInput;
        }

        SimDuration? wanted = parsed.GetValue(_until) ?? parsed.GetValue(_at);
        SimTime? until = wanted is { } length ? SimTime.Zero + length : null;
        RecentRecords records = new(RecordsShown, parsed.GetValue(_focus)!);
        List<(string Node, string State)> states = [];
        ProgressBar bar = new(_shell, _shell.HasProgress, 1);
        PlannedRun run = scenario.Runs[0];
        RunResult? result = run.Run(
            new RunWishes
            {
                Progress = share => bar.Draw(0, share, run.Label),
                IsCancelled = () => _shell.IsInterrupted,
                Sink = records,
                Until = until,
                NodeState = (node, state) => Add(states, node, state),
            }
        );
        bar.Clear();
        DeterminismLayer.Release();
        if (result is null && _shell.IsInterrupted)
        {
            return ExitCode.Interrupted;
        }

        if (parsed.GetValue(_form) == OutputForm.Json)
        {
            _shell.Out.Write(Json(scenario.Name, run, until, records, states));
        }
        else
        {
            Print(scenario.Name, run, until, records, states);
        }

        return result is null || until is not null ? ExitCode.Held : Verdicts.Exit([result]);
    }

    /// <summary>Clients and others that show nothing of themselves are left out.</summary>
    private static void Add(List<(string Node, string State)> states, string node, string state)
    {
        if (state.Length > 0)
        {
            states.Add((node, state));
        }
    }

    private static string Json(
        string name,
        PlannedRun run,
        SimTime? until,
        RecentRecords records,
        List<(string Node, string State)> states
    ) =>
        JsonText.Write(
            new JsonMap()
                .With("format", "simlab-replay-1")
                .With(
                    "nodes",
                    states.Select(one => new JsonMap().With("name", one.Node).With("state", one.State))
                )
                .With("records", records.Lines)
                .With("run", run.Label)
                .With("scenario", name)
                .With("until_ns", until?.Nanoseconds)
        );

    private void Print(
        string name,
        PlannedRun run,
        SimTime? until,
        RecentRecords records,
        List<(string Node, string State)> states
    )
    {
        string stop = until is { } time ? $"stopped at {time}" : "run to its end";
        _shell.Out.Write($"{name}, {run.Label}, {stop}\n\n");
        _shell.Out.Write(
            $"The last {Figures.Some(records.Lines.Count, "record")} of {Figures.Count(records.Matching)}\n"
        );
        foreach (string line in records.Lines)
        {
            _shell.Out.Write("  " + line + "\n");
        }

        if (states.Count > 0)
        {
            _shell.Out.Write("\nNodes\n");
        }

        int width = states.Select(state => state.Node.Length).DefaultIfEmpty(0).Max();
        foreach ((string node, string state) in states)
        {
            _shell.Out.Write($"  {node.PadRight(width)}  {state}\n");
        }
    }
}
