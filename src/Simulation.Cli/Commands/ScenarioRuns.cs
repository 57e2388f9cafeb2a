using Simulation.Cli.Lab;
using Simulation.Cli.Output;
using Simulation.Reports;
using Simulation.Reports.Files;
using Simulation.Reports.Json;
using Simulation.Reports.Terminal;
using Simulation.Scenarios.Running;

namespace Simulation.Cli.Commands;

/// <summary>How far runs may go and what becomes of them.</summary>
/// <param name="Root">The folder of all results.</param>
/// <param name="IsWritten">Whether results are written at all.</param>
/// <param name="IsFailFast">Whether to stop after the first run that does not hold.</param>
/// <param name="TimeLimit">Wall-clock time for all runs together, or null.</param>
/// <param name="HasBar">Whether a bar is wanted.</param>
internal sealed record RunLimits(
    string Root,
    bool IsWritten,
    bool IsFailFast,
    TimeSpan? TimeLimit,
    bool HasBar
);

/// <summary>The runs of one scenario file, as far as they were made.</summary>
/// <param name="Report">The runs; null when not even one was completed.</param>
/// <param name="Folder">Where they were written to, or null.</param>
/// <param name="Exit">What they say to the shell.</param>
/// <param name="Planned">How many runs there should be.</param>
/// <param name="Elapsed">How long they took on the wall clock.</param>
internal sealed record CompletedScenario(
    Report? Report,
    string? Folder,
    ExitCode Exit,
    int Planned,
    TimeSpan Elapsed
)
{
    /// <summary>What a terminal report needs to know besides the runs.</summary>
    public TerminalFacts Facts(ExitCode exit)
    {
        string? page = Folder is null ? null : Path.Combine(Folder, "report.html");
        return new TerminalFacts(Elapsed, page, Planned, Width: null, HasBar: false, exit);
    }
}

/// <summary>Makes the runs of scenarios one after another and writes what came of them.</summary>
internal sealed class ScenarioRuns(Shell shell, RunLimits limits)
{
    /// <summary>Makes all runs of a scenario, or as many as the user and the limits let it.</summary>
    /// <exception cref="CommandFailure">The results cannot be written.</exception>
    public CompletedScenario Make(LoadedScenario scenario)
    {
        TimeSpan begun = shell.Elapsed;
        ResultsFolder? folder = limits.IsWritten ? Writing(() => Folder(scenario)) : null;
        List<RunResult> results = [];
        try
        {
            Make(scenario, folder, results);
            TimeSpan elapsed = shell.Elapsed - begun;
            if (results.Count == 0)
            {
                return new CompletedScenario(null, null, Stopped(), scenario.Runs.Count, elapsed);
            }

            Report report = new(results);
            string? path = folder is null ? null : Writing(() => folder.Complete(report, Meta(begun)));
            ExitCode exit =
                results.Count == scenario.Runs.Count || (limits.IsFailFast && report.Exit != ExitCode.Held)
                    ? report.Exit
                    : Stopped();
            return new CompletedScenario(report, path, exit, scenario.Runs.Count, elapsed);
        }
        finally
        {
            folder?.Discard();
        }
    }

    private void Make(LoadedScenario scenario, ResultsFolder? folder, List<RunResult> results)
    {
        ProgressBar bar = new(shell, limits.HasBar && shell.HasProgress, scenario.Runs.Count);
        try
        {
            foreach (PlannedRun run in scenario.Runs)
            {
                bar.Draw(results.Count, 0, run.Label);
                if (Make(run, folder, results.Count, bar) is not { } result)
                {
                    return;
                }

                results.Add(result);
                if (limits.IsFailFast && Verdicts.Exit([result]) != ExitCode.Held)
                {
                    return;
                }
            }
        }
        finally
        {
            bar.Clear();
        }
    }

    private RunResult? Make(PlannedRun run, ResultsFolder? folder, int index, ProgressBar bar)
    {
        if (IsOver())
        {
            return null;
        }

        using EventsJsonl? events = folder is null
            ? null
            : Writing(() => new EventsJsonl(folder.EventsPath(index)));
        return run.Run(
            new RunWishes
            {
                Progress = share => bar.Draw(index, share, run.Label),
                IsCancelled = IsOver,
                Sink = events,
            }
        );
    }

    private bool IsOver() => shell.IsInterrupted || (limits.TimeLimit is { } limit && shell.Elapsed > limit);

    private ExitCode Stopped() => shell.IsInterrupted ? ExitCode.Interrupted : ExitCode.Unknown;

    private ResultsFolder Folder(LoadedScenario scenario) =>
        new(limits.Root, scenario.Name, Environment.ProcessId.ToString());

    private JsonMap Meta(TimeSpan begun) =>
        new JsonMap()
            .With("elapsed_ms", (long)(shell.Elapsed - begun).TotalMilliseconds)
            .With("host", Environment.MachineName)
            .With("operating_system", Environment.OSVersion.ToString())
            .With("runtime", Environment.Version.ToString())
            .With("written_at", DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));

    private T Writing<T>(Func<T> write) => Written.To(limits.Root, write);
}
