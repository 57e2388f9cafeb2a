using Simulation.Histories;
using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Html.Sections;

/// <summary>A card for each model that a history violates: why, and the fewest operations that show it.</summary>
internal static class AnomaliesSection
{
    private const int CardsMax = 24;
    private const int RowHeight = 30;
    private const int Width = 860;
    private const int Left = 150;

    public static void Write(HtmlText html, Report report)
    {
        List<(Design Design, RunResult Run, ModelOutcome Outcome)> found =
        [
            .. report.Designs.SelectMany(design =>
                design
                    .Runs.SelectMany(run =>
                        run.Models.Select(outcome => (Design: design, Run: run, Outcome: outcome))
                    )
                    .Where(one => one.Outcome.Judgement == Judgement.Failed)
                    .DistinctBy(one => (one.Outcome.Workload, one.Outcome.Model, one.Outcome.Anomaly))
            ),
        ];
        foreach ((Design design, RunResult run, ModelOutcome outcome) in found.Take(CardsMax))
        {
            html.Raw("<article class=\"card\">\n")
                .Element("h3", $"{design.Label}: not {outcome.Model}")
                .Element("p", $"{outcome.Anomaly}, {outcome.Workload}, seed {run.Seed}", "quiet");
            foreach (string line in outcome.Because.Split('\n'))
            {
                html.Element("p", line);
            }

            Picture(html, outcome.Operations);
            html.Raw("</article>\n");
        }

        if (found.Count > CardsMax)
        {
            html.Element("p", $"{found.Count - CardsMax} more are in result.json.", "quiet");
        }
    }

    /// <summary>Operations as bars over simulated time, a row each, by the instant of asking.</summary>
    private static void Picture(HtmlText html, IReadOnlyList<Operation> operations)
    {
        if (operations.Count == 0)
        {
            return;
        }

        List<Operation> rows = [.. operations.OrderBy(operation => operation.InvokedOrder)];
        double start = rows.Min(operation => operation.Invoked.TotalSeconds);
        double end = rows.Max(operation => (operation.Completed ?? operation.Invoked).TotalSeconds);
        double span = Math.Max(end - start, 1e-6);
        html.WideSvg("lanes", Width, (rows.Count * RowHeight) + 24)
            .Element("title", "The operations that show it, over simulated time");
        for (int row = 0; row < rows.Count; row++)
        {
            Operation operation = rows[row];
            double from = Left + ((operation.Invoked.TotalSeconds - start) / span * (Width - Left - 330));
            double to =
                Left + (((operation.Completed?.TotalSeconds ?? end) - start) / span * (Width - Left - 330));
            double width = Math.Max(to - from, 3);
            int y = row * RowHeight;
            string kind = operation.Function == Functions.Read ? "read" : "write";
            html.Raw($"<text x=\"0\" y=\"{y + 19}\">")
                .Text($"client {operation.Process}")
                .Raw("</text>")
                .Raw($"<rect class=\"{kind}\" x=\"{HtmlText.Number(from)}\" y=\"{y + 6}\"")
                .Raw($" width=\"{HtmlText.Number(width)}\" height=\"18\" rx=\"3\"/>")
                .Raw($"<text x=\"{HtmlText.Number(from + width + 8)}\" y=\"{y + 19}\">")
                .Text(Words(operation))
                .Raw("</text>");
        }

        html.Raw($"<text class=\"axis\" x=\"{Left}\" y=\"{(rows.Count * RowHeight) + 18}\">")
            .Text($"{rows[0].Invoked} to {end:0.######}s of simulated time".Replace(',', '.'))
            .Raw("</text></svg></div>\n");
    }

    private static string Words(Operation operation)
    {
        string what =
            operation.Function == Functions.Read
                ? $"read {operation.Key} = {operation.Result}"
                : $"{operation.Function} {operation.Key} {operation.Argument}";
        return operation.Outcome switch
        {
            Outcome.Succeeded => what,
            Outcome.Lost => what + " (no answer)",
            _ => what + " (refused)",
        };
    }
}
