using System.Text;
using Simulation.Campaigns;
using Simulation.Reports.Files;

namespace Simulation.Cli.Sweeps;

/// <summary>All results of a sweep as a table: the same bytes, whoever ran the trials and however often.</summary>
internal static class SweepTable
{
    /// <summary>The table as CSV, a line for each trial that is done.</summary>
    public static string Write(SweepPlan plan, Results results)
    {
        StringBuilder text = new("seed,cell,verdict,run,fingerprint,events,signature\n");
        foreach (TrialResult result in results.Recorded.OrderBy(result => result.Trial))
        {
            text.AppendJoin(
                    ',',
                    plan.Brief.SeedOf(result.Trial),
                    CsvText.Cell(plan.Cells[plan.Brief.CellOf(result.Trial)]),
                    result.Verdict.ToString().ToLowerInvariant(),
                    result.RunId,
                    result.Fingerprint,
                    result.Events,
                    CsvText.Cell(result.Signature)
                )
                .Append('\n');
        }

        return text.ToString();
    }
}
