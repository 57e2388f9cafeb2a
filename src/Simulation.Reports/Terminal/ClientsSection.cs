using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Terminal;

/// <summary>
/// The comparison: a row for each design, what its clients saw while each fault lasted and in all.
/// </summary>
internal static class ClientsSection
{
    private const int FaultsShown = 3;

    public static void Write(Page page, Report report, TerminalFacts facts)
    {
        IReadOnlyList<string> workloads = ClientView.Workloads(report);
        foreach (string workload in workloads)
        {
            List<ClientView> views = ClientView.Of(report, workload);
            page.Gap();
            page.Add(
                new Span("What clients saw", Tone.Heading),
                new Span(workloads.Count > 1 ? $"   {workload}" : "", Tone.Strong)
            );
            Write(page, views, facts.Width);
        }
    }

    private static void Write(Page page, List<ClientView> views, int? width)
    {
        List<WindowOutcome> faults =
        [
            .. views[0]
                .Windows.Where(window =>
                    !string.Equals(window.Name, ClientView.WholeRun, StringComparison.Ordinal)
                ),
        ];
        List<Action<Table>> groups = [];
        groups.AddRange(
            faults.Take(FaultsShown).Select(fault => (Action<Table>)(table => Fault(table, views, fault)))
        );
        groups.Add(table => Whole(table, views, hasAvailability: faults.Count == 0));
        foreach (Table table in Fit(views, groups, width))
        {
            table.Write(page);
        }

        if (faults.Count > FaultsShown)
        {
            string more = Figures.Some(faults.Count - FaultsShown, "more fault");
            page.Sentence(2, $"{more}: see summary.md and metrics.csv in the results folder", Tone.Quiet);
        }
    }

    /// <summary>Joins column groups into one table for as long as the terminal is wide enough.</summary>
    private static List<Table> Fit(List<ClientView> views, List<Action<Table>> groups, int? width)
    {
        var all = Table.Of([.. views.Select(view => view.Design)]);
        groups.ForEach(group => group(all));
        if (width is null || all.Width <= width)
        {
            return [all];
        }

        List<Table> tables = [];
        foreach (Action<Table> group in groups)
        {
            var table = Table.Of([.. views.Select(view => view.Design)]);
            group(table);
            tables.Add(table);
        }

        return tables;
    }

    private static void Fault(Table table, List<ClientView> views, WindowOutcome fault)
    {
        string group = $"while {fault.Name} ({Figures.Stretch(fault.Start, fault.End)})";
        Availability(table, group, views, fault.Name);
    }

    private static void Whole(Table table, List<ClientView> views, bool hasAvailability)
    {
        const string Group = ClientView.WholeRun;
        if (hasAvailability)
        {
            Availability(table, Group, views, Group);
        }

        table.Add(
            Group,
            "p50",
            false,
            views.Select(view => new Span(Figures.Length(view.Whole?.LatencyP50)))
        );
        table.Add(
            Group,
            "p99",
            false,
            views.Select(view => new Span(Figures.Length(view.Whole?.LatencyP99)))
        );
        table.Add(Group, "stale", false, views.Select(Stale));
        table.Add(Group, "lost writes", false, views.Select(Lost));
        if (views.Exists(view => view.DivergentKeys is not null))
        {
            table.Add(Group, "keys apart", false, views.Select(Apart));
        }

        if (views.Exists(view => view.Aborted > 0))
        {
            table.Add(Group, "aborted", false, views.Select(view => new Span(Figures.Count(view.Aborted))));
        }

        table.Add(Group, "observed", true, views.Select(view => new Span(view.Observed)));
        if (views.Exists(view => view.Anomalies.Count > 0))
        {
            table.Add(Group, "anomalies", true, views.Select(view => new Span(view.AnomaliesInShort)));
        }
    }

    private static void Availability(Table table, string group, List<ClientView> views, string window)
    {
        foreach (
            string region in views
                .SelectMany(view => view.Window(window)?.Regions ?? [])
                .Select(region => region.Region)
                .Distinct()
                .Order(StringComparer.Ordinal)
        )
        {
            table.Add(
                group,
                "avail " + region,
                false,
                views.Select(view => Share(view.Window(window), region))
            );
        }
    }

    private static Span Share(WindowOutcome? window, string region)
    {
        RegionAvailability? share = window?.Regions.FirstOrDefault(each =>
            string.Equals(each.Region, region, StringComparison.Ordinal)
        );
        if (share is null || share.Invoked == 0)
        {
            return new Span(Figures.Nothing, Tone.Quiet);
        }

        Tone tone = (share.Succeeded * 100L) switch
        {
            var hundredfold when hundredfold >= share.Invoked * 99L => Tone.Good,
            var hundredfold when hundredfold >= share.Invoked * 50L => Tone.Doubtful,
            _ => Tone.Bad,
        };
        return new Span(Figures.Share(share.Succeeded, share.Invoked), tone);
    }

    private static Span Stale(ClientView view)
    {
        int stale = view.Whole?.StaleReads ?? 0;
        return new Span(Figures.Odds(stale, view.Whole?.Reads ?? 0), stale > 0 ? Tone.Doubtful : Tone.Plain);
    }

    private static Span Apart(ClientView view) =>
        view.DivergentKeys is { } count
            ? new Span(Figures.Count(count), count > 0 ? Tone.Bad : Tone.Plain)
            : new Span(Figures.Nothing, Tone.Quiet);

    private static Span Lost(ClientView view) =>
        new(Figures.Count(view.LostWrites), view.LostWrites > 0 ? Tone.Bad : Tone.Plain);
}
