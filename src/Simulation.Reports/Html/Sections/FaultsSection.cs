using Simulation.Kernel.Time;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Html.Sections;

/// <summary>What was broken, when, and what that touched.</summary>
internal static class FaultsSection
{
    public static void Write(HtmlText html, Report report)
    {
        if (report.Runs.All(run => run.Faults.Count == 0))
        {
            return;
        }

        html.Table(
            "",
            ["fault", "when", "what", "design", "seed", "effect"],
            report.Runs.SelectMany(run => run.Faults.Select(fault => Row(run, fault)))
        );
    }

    private static IReadOnlyList<HtmlCell> Row(RunResult run, FaultOutcome fault) =>
        [
            fault.Id,
            new HtmlCell(Figures.Stretch(fault.Start, fault.End ?? SimTime.Zero + run.Duration), "text"),
            $"{fault.Kind} {fault.Target}".TrimEnd(),
            Comparisons.Design.Name(run),
            run.Seed.ToString(),
            fault.TouchedNothing
                ? new HtmlCell("touched nothing, so it shows nothing", "doubtful")
                : new HtmlCell(fault.Effect, "text"),
        ];
}
