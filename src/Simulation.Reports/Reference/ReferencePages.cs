using System.Text;
using Simulation.Checkers;
using Simulation.Kernel.Faults;
using Simulation.Scenarios.Expressions;
using Simulation.Scenarios.Problems;

namespace Simulation.Reports.Reference;

/// <summary>
/// The reference: what every catalogue holds, as pages made from the code, so that they cannot say anything
/// else.
/// </summary>
public static class ReferencePages
{
    /// <summary>All pages, the index first.</summary>
    /// <param name="components">The components, with their options.</param>
    /// <param name="protocols">The replication protocols, with what they tell of.</param>
    /// <param name="workload">The options record of an entry of <c>workload:</c>.</param>
    /// <param name="workloadKinds">The kinds of workload, with the keys that only they take.</param>
    /// <param name="faults">The faults, those of components too.</param>
    public static IReadOnlyList<ReferencePage> All(
        IReadOnlyList<CatalogueSubject> components,
        IReadOnlyList<CatalogueSubject> protocols,
        Type workload,
        IReadOnlyList<CatalogueSubject> workloadKinds,
        IReadOnlyList<FaultKind> faults
    )
    {
        ReferencePage[] pages =
        [
            ScenarioPage.Of(workload, workloadKinds),
            ComponentsPage.Of(components, protocols),
            EventsPage.Of(components, protocols),
            FaultsPage.Of(faults),
            MetricsPage.Of(MetricCatalog.All),
            ModelsPage.Of(ConsistencyModels.All),
            CheckersPage.Of(CheckerCatalog.All),
            ProblemsPage.Of(ProblemCatalog.All),
        ];
        return [Index(pages), .. pages];
    }

    /// <summary>Writes pages into a folder, over what they find there.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(IReadOnlyList<ReferencePage> pages, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (ReferencePage page in pages)
        {
            File.WriteAllText(Path.Combine(folder, page.File), page.Text, new UTF8Encoding(false));
        }
    }

    private static ReferencePage Index(IReadOnlyList<ReferencePage> pages)
    {
        MarkdownTable table = new("page", "what it has");
        foreach (ReferencePage page in pages)
        {
            table.Row($"[{page.Title}]({page.File})", page.Summary);
        }

        return new ReferencePage(
            "README.md",
            "Reference",
            "What there is to write in a scenario. `simlab explain NAME` says the same at the terminal.",
            table.ToString()
        );
    }
}
