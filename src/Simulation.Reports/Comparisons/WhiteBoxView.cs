using Simulation.Scenarios.Running;

namespace Simulation.Reports.Comparisons;

/// <summary>
/// How often a design broke each session guarantee by the true order of versions, over all its seeds.
/// </summary>
/// <param name="Design">The design.</param>
/// <param name="Outcomes">Those of all its runs for one workload.</param>
public sealed record WhiteBoxView(Design Design, IReadOnlyList<WhiteBoxOutcome> Outcomes)
{
    /// <summary>What the table is about.</summary>
    public const string Title = "reads that broke a session guarantee by the replicas' own order of versions";

    /// <summary>What marks breaches that the clients cannot have noticed.</summary>
    public const string Unseen = "unseen";

    /// <summary>What the mark means.</summary>
    public const string Legend = "unseen: another order of versions explains all that clients saw";

    /// <summary>
    /// One for each design, where the scenario asks about session guarantees and some design broke one.
    /// </summary>
    public static IReadOnlyList<WhiteBoxView> Of(Report report, string workload)
    {
        IReadOnlyList<WhiteBoxView> views =
        [
            .. report
                .Designs.Select(design => new WhiteBoxView(
                    design,
                    [
                        .. design
                            .Runs.SelectMany(run => run.Workloads)
                            .Where(outcome => outcome.Name == workload)
                            .SelectMany(outcome => outcome.WhiteBox),
                    ]
                ))
                .Where(view => view.Outcomes.Count > 0),
        ];
        return views.Any(view => view.HasBreaches) ? views : [];
    }

    /// <summary>The guarantees that some of the designs were judged by.</summary>
    public static IReadOnlyList<string> Guarantees(IReadOnlyList<WhiteBoxView> views) =>
        [
            .. views
                .SelectMany(view => view.Outcomes.Select(outcome => outcome.Model))
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>Whether any guarantee was broken.</summary>
    public bool HasBreaches => Outcomes.Any(outcome => outcome.Breaches > 0);

    /// <summary>Whether any was broken in a way that no client can have noticed.</summary>
    public bool HasHidden => Outcomes.Any(outcome => outcome.IsHidden);

    /// <summary>How often a guarantee was broken, and whether some of that could be seen.</summary>
    public string Cell(string guarantee)
    {
        List<WhiteBoxOutcome> own = [.. Outcomes.Where(outcome => outcome.Model == guarantee)];
        bool isHidden = own.Exists(outcome => outcome.IsHidden);
        return own.Count == 0
            ? Figures.Nothing
            : Figures.Count(own.Sum(outcome => outcome.Breaches)) + (isHidden ? " " + Unseen : "");
    }
}
