using System.CommandLine;
using Simulation.Cli.Lab;
using Simulation.Cli.Output;
using Simulation.Kernel.Time;
using Simulation.Reports;
using Simulation.Scenarios.Running;
using Simulation.Scenarios.Search;
using Simulation.Scenarios.Shrinking;

namespace Simulation.Cli.Commands;

/// <summary>Finds the smallest scenario that still fails in the same way.</summary>
internal sealed class ShrinkCommand : Command
{
    private const string Text = """
        Leave out faults, nodes, clients, operations and options, and halve numbers, while the scenario fails in the
        same way, under its seed or another.

        Examples:
          simlab shrink 7f3c91
          simlab shrink scenarios/negative/raft-local-reads.yaml --seed 20 --time-limit 1m
        """;

    private static readonly TimeSpan LimitUnsaid = TimeSpan.FromMinutes(2);

    private readonly Argument<string> _what = Switches.Word("RUN", "A stored run, or a scenario file.");
    private readonly Option<ulong?> _seed = Switches.Seed();
    private readonly Option<string[]> _set = Switches.Set();
    private readonly Option<string> _out = Switches.Out();
    private readonly Option<SimDuration?> _timeLimit = Switches.Length(
        "--time-limit",
        "Stop after so much of your own time with the smallest so far; 2m where not said.",
        "D"
    );
    private readonly Option<string?> _file = Switches.File("NAME.shrunk.yaml");

    private readonly Shell _shell;
    private readonly ILaboratory _laboratory;

    public ShrinkCommand(Shell shell, ILaboratory laboratory)
        : base("shrink", Text)
    {
        _shell = shell;
        _laboratory = laboratory;
        Add(_what);
        Option[] options = [_seed, _set, _timeLimit, _file, _out];
        Array.ForEach(options, Add);
        SetAction(parsed => (int)Run(parsed));
    }

    private ExitCode Run(ParseResult parsed)
    {
        LoadedScenario scenario = Load(parsed);
        scenario.Say(_shell);
        if (scenario.ProblemCount > 0)
        {
            return ExitCode.WrongInput;
        }

        if (FirstFailure(scenario) is not ({ } run, { } signature))
        {
            _shell.Say(_shell.IsInterrupted ? "interrupted" : "nothing fails, so there is nothing to shrink");
            return _shell.IsInterrupted ? ExitCode.Interrupted : ExitCode.Unknown;
        }

        _shell.Say($"shrinking: {signature}");
        TimeSpan end = _shell.Elapsed + (parsed.GetValue(_timeLimit)?.ToTimeSpan() ?? LimitUnsaid);
        var shrinker = new ScenarioShrinker(
            text => signature.BreaksTheSame(FailureOf(text)),
            () => _shell.IsInterrupted || _shell.Elapsed > end
        );
        string smallest = shrinker.Shrink(run.Resolved);
        Tell(parsed, scenario.Name, smallest, signature, shrinker.Trials);
        return _shell.IsInterrupted ? ExitCode.Interrupted : ExitCode.Held;
    }

    private LoadedScenario Load(ParseResult parsed)
    {
        string what = parsed.GetValue(_what)!;
        string path = File.Exists(what)
            ? what
            : Path.Combine(StoredRuns.Find(parsed.GetValue(_out)!, what), "scenario.resolved.yaml");
        return _laboratory.Load(
            new ScenarioSource
            {
                Path = path,
                Seed = parsed.GetValue(_seed),
                Sets = parsed.GetValue(_set)!,
                IsLargeMeant = true,
            }
        );
    }

    private (PlannedRun? Run, FailureSignature? Signature) FirstFailure(LoadedScenario scenario)
    {
        foreach (PlannedRun run in scenario.Runs)
        {
            RunResult? result = run.Run(new RunWishes { IsCancelled = () => _shell.IsInterrupted });
            if (result is not null && FailureSignature.Of(result) is { } signature)
            {
                return (run, signature);
            }
        }

        return (null, null);
    }

    /// <summary>How a scenario fails; null where it does not, cannot be read, or breaks the lab instead.</summary>
    private FailureSignature? FailureOf(string text) =>
        Result(text) is { } result ? FailureSignature.Of(result) : null;

    private RunResult? Result(string text)
    {
        LoadedScenario scenario = _laboratory.Load(new ScenarioSource { Path = "shrunk.yaml", Text = text });
        try
        {
            return scenario is { ProblemCount: 0, Runs: [PlannedRun run] }
                ? run.Run(new RunWishes { IsCancelled = () => _shell.IsInterrupted })
                : null;
        }
#pragma warning disable CA1031 // A candidate that breaks the lab is not the failure that is looked for, whatever it is.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private void Tell(ParseResult parsed, string name, string text, FailureSignature signature, int trials)
    {
        RunResult? result = Result(text);
        int operations = result?.Workloads.Sum(workload => workload.History.Operations.Count) ?? 0;
        int faults = result?.Faults.Count ?? 0;
        string because =
            result?.Expectations.FirstOrDefault(one => one.Judgement == Judgement.Failed)?.Because ?? "";
        string size = $"{Figures.Some(faults, "fault")} and {Figures.Some(operations, "operation")}";
        string whole =
            $"# Still fails: {signature.Claim}\n# With {size}; found in {trials} trials by simlab shrink.\n{text}";
        string path = parsed.GetValue(_file) ?? $"{FileName.Of(name)}.shrunk.yaml";
        if (Written.ToFile(_shell, path, whole))
        {
            _shell.Out.Write($"{size} still break it, after {trials} trials: {path}\n");
            _shell.Out.Write(because.Length == 0 ? "" : $"{because}\nsee it   simlab run {path}\n");
        }
    }
}
