using Simulation.Scenarios.Running;

namespace Simulation.Reports.Charts;

/// <summary>A stretch of time in which a fault was in force.</summary>
/// <param name="Label">What was broken.</param>
/// <param name="Start">In seconds.</param>
/// <param name="End">In seconds.</param>
public sealed record ShadedWindow(string Label, double Start, double End)
{
    /// <summary>The faults of the first run, each once; compared runs meet the same ones.</summary>
    public static IReadOnlyList<ShadedWindow> Of(Report report)
    {
        RunResult run = report.Runs[0];
        return
        [
            .. run.Faults.Select(fault => new ShadedWindow(
                $"{fault.Id}: {fault.Kind} {fault.Target}".TrimEnd(),
                fault.Start.TotalSeconds,
                fault.End?.TotalSeconds ?? run.Duration.TotalSeconds
            )),
        ];
    }
}
