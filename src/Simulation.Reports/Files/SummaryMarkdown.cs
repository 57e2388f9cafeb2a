using System.Text;
using Simulation.Kernel.Time;
using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Files;

/// <summary>
/// A report for reading on a code host: verdict, comparison, charts, what did not hold and why.
/// </summary>
public static class SummaryMarkdown
{
    /// <summary>The summary.</summary>
    /// <param name="report">The runs.</param>
    /// <param name="charts">Names and titles of the charts beside it.</param>
    public static string Write(Report report, IReadOnlyList<(string File, string Title)> charts)
    {
        StringBuilder text = new();
        text.Append("# ")
            .Append(report.Title)
            .Append("\n\n")
            .Append('`')
            .Append(report.Scenario)
            .Append("` - exit ")
            .Append((int)report.Exit)
            .Append(": ")
            .Append(Verdicts.Meaning(report.Exit))
            .Append(' ')
            .Append(Figures.Some(report.Runs.Count, "run"))
            .Append(", seeds ")
            .AppendJoin(' ', report.Seeds)
            .Append(".\n");
        foreach (string workload in ClientView.Workloads(report))
        {
            Clients(text, report, workload);
            WhiteBox(text, WhiteBoxView.Of(report, workload));
        }

        Recoveries(text, report);
        Slos(text, report);
        Costs(text, report);
        Expectations(text, report);
        Faults(text, report);
        foreach ((string file, string title) in charts)
        {
            text.Append("\n![").Append(title).Append("](").Append(file).Append(")\n");
        }

        Runs(text, report);
        return text.ToString();
    }

    private static void Clients(StringBuilder text, Report report, string workload)
    {
        List<ClientView> views = ClientView.Of(report, workload);
        List<(string Window, string Region)> shares =
        [
            .. views[0]
                .Windows.SelectMany(window => window.Regions.Select(region => (window.Name, region.Region))),
        ];
        text.Append("\n## What clients saw: ").Append(workload).Append("\n\n");
        Row(
            text,
            [
                views[0].Design.Keys.Length == 0 ? "design" : views[0].Design.Keys,
                .. shares.Select(share => $"available in {share.Region}, {share.Window}"),
                "p50",
                "p99",
                "stale reads",
                "lost writes",
                "replicas agreed after",
                "aborted",
                "observed",
                "anomalies",
            ]
        );
        Row(text, [.. Enumerable.Repeat("---", shares.Count + 9)]);
        foreach (ClientView view in views)
        {
            Row(
                text,
                [
                    view.Design.Label,
                    .. shares.Select(share => Share(view, share.Window, share.Region)),
                    Figures.Length(view.Whole?.LatencyP50),
                    Figures.Length(view.Whole?.LatencyP99),
                    Figures.Odds(view.Whole?.StaleReads ?? 0, view.Whole?.Reads ?? 0),
                    Figures.Count(view.LostWrites),
                    view.IsConverged ? Figures.Length(view.ConvergedAfter) : "never",
                    Figures.Count(view.Aborted),
                    view.Observed,
                    view.AnomaliesInShort,
                ]
            );
        }
    }

    private static void WhiteBox(StringBuilder text, IReadOnlyList<WhiteBoxView> views)
    {
        if (views.Count == 0)
        {
            return;
        }

        IReadOnlyList<string> guarantees = WhiteBoxView.Guarantees(views);
        text.Append("\nWhat only the lab saw: ").Append(WhiteBoxView.Title).Append(".\n\n");
        Row(text, [views[0].Design.Keys.Length == 0 ? "design" : views[0].Design.Keys, .. guarantees]);
        Row(text, [.. Enumerable.Repeat("---", guarantees.Count + 1)]);
        foreach (WhiteBoxView view in views)
        {
            Row(text, [view.Design.Label, .. guarantees.Select(view.Cell)]);
        }

        text.Append('\n').Append(WhiteBoxView.Legend).Append(".\n");
    }

    private static string Share(ClientView view, string window, string region)
    {
        RegionAvailability? share = view.Window(window)
            ?.Regions.FirstOrDefault(each => each.Region == region);
        return share is null ? Figures.Nothing : Figures.Share(share.Succeeded, share.Invoked);
    }

    private static void Recoveries(StringBuilder text, Report report)
    {
        IReadOnlyList<RecoveryView> views = RecoveryView.Of(report);
        if (views.Count == 0)
        {
            return;
        }

        IReadOnlyList<string> phases = RecoveryView.Phases(views);
        text.Append("\n## Recovery\n\n");
        Row(text, ["design", "workload", "after", "RPO", "lost writes", "RTO", .. phases]);
        Row(text, [.. Enumerable.Repeat("---", phases.Count + 6)]);
        foreach (RecoveryView view in views)
        {
            Row(
                text,
                [
                    view.Design.Label,
                    view.Workload,
                    view.Worst.Fault,
                    Figures.Length(view.Worst.Point),
                    Figures.Count(view.Worst.LostWrites),
                    view.Worst.Time is null ? "never" : Figures.Length(view.Worst.Time),
                    .. phases.Select(phase => Figures.Length(view.Phase(phase))),
                ]
            );
        }
    }

    private static void Slos(StringBuilder text, Report report)
    {
        IReadOnlyList<SloView> views = SloView.Of(report);
        if (views.Count == 0)
        {
            return;
        }

        text.Append("\n## Promises\n\n");
        Row(text, ["design", "promise", "bad", "budget used", "alerts fired"]);
        Row(text, [.. Enumerable.Repeat("---", 5)]);
        foreach (SloView view in views)
        {
            Row(
                text,
                [
                    view.Design.Label,
                    $"{view.Worst.Name}: {SloView.Promise(view.Worst)}",
                    Figures.Count(view.Worst.BadCount),
                    view.BudgetUsed,
                    string.Join(
                        ", ",
                        view.Worst.Alerts.Select(alert => $"{alert.Name} {SloView.Fired(alert)}")
                    ),
                ]
            );
        }
    }

    private static void Costs(StringBuilder text, Report report)
    {
        IReadOnlyList<CostView> views = CostView.Of(report);
        if (views.Count == 0)
        {
            return;
        }

        text.Append($"\n## Cost {CostView.Title}\n\n");
        Row(text, ["design", "nodes", "traffic", "together"]);
        Row(text, ["---", "---", "---", "---"]);
        foreach ((Design design, CostOutcome cost) in views)
        {
            Row(
                text,
                [
                    design.Label,
                    Figures.Amount(cost.Nodes),
                    Figures.Amount(cost.Traffic),
                    Figures.Amount(cost.Month),
                ]
            );
        }
    }

    private static void Expectations(StringBuilder text, Report report)
    {
        IReadOnlyList<ExpectationKey> keys = Finding.Keys(report);
        if (keys.Count > 0)
        {
            text.Append("\n## Expectations\n\n");
            Row(text, ["expectation", "held", "failed", "unknown"]);
            Row(text, ["---", "---", "---", "---"]);
        }

        foreach (ExpectationKey key in keys)
        {
            List<ExpectationOutcome> checks =
            [
                .. report
                    .Runs.SelectMany(run => run.Expectations)
                    .Where(expectation => ExpectationKey.Of(expectation) == key),
            ];
            int Count(Judgement judgement) => checks.Count(check => check.Judgement == judgement);
            Row(
                text,
                [
                    $"`{key.That}` (line {key.Line})",
                    Figures.Count(Count(Judgement.Held)),
                    Figures.Count(Count(Judgement.Failed)),
                    Figures.Count(Count(Judgement.Unknown)),
                ]
            );
        }

        foreach (Finding finding in Finding.Of(report))
        {
            string was = finding.Expectation.Was.Length == 0 ? "" : $", was {finding.Expectation.Was}";
            text.Append("\n**")
                .Append(RunWord(finding))
                .Append("** `")
                .Append(finding.Expectation.That)
                .Append("` - ")
                .Append(finding.Design)
                .Append(", seed ")
                .Append(finding.Run.Seed)
                .Append(was)
                .Append("  \n")
                .Append(finding.Expectation.Because.ReplaceLineEndings(" "))
                .Append('\n');
        }
    }

    private static string RunWord(Finding finding) =>
        finding.Expectation switch
        {
            { Judgement: Judgement.Unknown } => "unknown",
            { IsWarning: true } => "warning",
            _ => "failed",
        };

    private static void Faults(StringBuilder text, Report report)
    {
        if (report.Runs.All(run => run.Faults.Count == 0))
        {
            return;
        }

        text.Append("\n## Faults\n\n");
        Row(text, ["run", "fault", "when", "what", "effect"]);
        Row(text, ["---", "---", "---", "---", "---"]);
        foreach (RunResult run in report.Runs)
        {
            foreach (FaultOutcome fault in run.Faults)
            {
                string when = Figures.Stretch(fault.Start, fault.End ?? SimTime.Zero + run.Duration);
                string effect = fault.TouchedNothing ? "touched nothing" : fault.Effect;
                Row(text, [run.Id, fault.Id, when, $"{fault.Kind} {fault.Target}".TrimEnd(), effect]);
            }
        }
    }

    private static void Runs(StringBuilder text, Report report)
    {
        text.Append("\n## Runs\n\n");
        Row(text, ["run", "design", "seed", "events", "fingerprint", "load"]);
        Row(text, ["---", "---", "---", "---", "---", "---"]);
        foreach (RunResult run in report.Runs)
        {
            Row(
                text,
                [
                    $"`{run.Id}`",
                    Design.Name(run),
                    run.Seed.ToString(),
                    Figures.Count(run.EventCount),
                    $"`{Figures.Hash(run.Fingerprint)}`",
                    $"`{Figures.Hash(run.LoadFingerprint)}`",
                ]
            );
        }
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ")
            .AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))
            .Append(" |\n");
}
