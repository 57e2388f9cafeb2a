using Simulation.Reports.Comparisons;

namespace Simulation.Reports.Terminal;

/// <summary>What broke a guarantee without any client being able to tell.</summary>
internal static class WhiteBoxSection
{
    public static void Write(Page page, Report report)
    {
        foreach (string workload in ClientView.Workloads(report))
        {
            IReadOnlyList<WhiteBoxView> views = WhiteBoxView.Of(report, workload);
            WhiteBoxView[] broken = [.. views.Where(view => view.HasBreaches)];
            if (!broken.Any(view => view.HasHidden))
            {
                continue;
            }

            page.Gap();
            page.Add(
                new Span("What only the lab saw", Tone.Heading),
                new Span($"   {WhiteBoxView.Title}", Tone.Quiet)
            );
            var table = Table.Of([.. broken.Select(view => view.Design)]);
            foreach (string guarantee in WhiteBoxView.Guarantees(broken))
            {
                table.Add("", guarantee, true, broken.Select(view => new Span(view.Cell(guarantee))));
            }

            table.Write(page);
            page.Sentence(2, WhiteBoxView.Legend, Tone.Quiet);
        }
    }
}
