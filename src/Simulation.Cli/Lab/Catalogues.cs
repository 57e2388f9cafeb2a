using Simulation.Checkers;
using Simulation.Components;
using Simulation.Components.Faults;
using Simulation.Components.Stores;
using Simulation.Components.Workloads;
using Simulation.Reports.Charts;
using Simulation.Reports.Exporters;
using Simulation.Reports.Reference;
using Simulation.Scenarios.Expressions;
using Simulation.Scenarios.Problems;

namespace Simulation.Cli.Lab;

/// <summary>All catalogues of the lab as one list, for <c>list</c> and <c>explain</c>.</summary>
internal static class Catalogues
{
    /// <summary>Every entry, by catalogue, each in its own order.</summary>
    public static IReadOnlyList<CatalogueEntry> All() =>
        [
            .. ComponentCatalog.All.Select(component => new CatalogueEntry(
                "components",
                component.Name,
                component.Summary,
                OptionLines.Of(component.OptionsType)
            )),
            .. StoreProtocol.All.Select(protocol => new CatalogueEntry(
                "protocols",
                protocol.Name,
                protocol.Summary,
                "  tells of: " + string.Join(", ", protocol.Happenings)
            )),
            .. WorkloadKind.All.Select(kind => new CatalogueEntry(
                "workloads",
                kind.Name,
                kind.Summary,
                Detail(kind)
            )),
            .. Events(),
            .. FaultCatalog.All.Select(fault => new CatalogueEntry(
                "faults",
                fault.Name,
                fault.Summary,
                OptionLines.Of(fault.OptionsType)
            )),
            .. MetricCatalog.All.Select(metric => new CatalogueEntry(
                "metrics",
                metric.Name,
                metric.Summary,
                Detail(metric)
            )),
            .. Judging(),
            .. ChartCatalog.All.Select(chart => new CatalogueEntry("charts", chart.Name, chart.Summary)),
            new CatalogueEntry("outputs", "human", "lines in colour, for people at a terminal"),
            .. Outputs(),
            .. ProblemCatalog.All.Select(problem => new CatalogueEntry(
                "problems",
                problem.Code,
                problem.Title,
                "  " + problem.Explanation
            )),
        ];

    private static IEnumerable<CatalogueEntry> Judging() =>
        [
            .. ConsistencyModels.All.Select(model => new CatalogueEntry(
                "models",
                model.Name,
                model.Summary,
                Detail(model)
            )),
            .. CheckerCatalog.All.Select(checker => new CatalogueEntry(
                "checkers",
                checker.Name,
                checker.Summary,
                "  source: " + checker.Source
            )),
            .. Axiom.All.Select(axiom => new CatalogueEntry(
                "axioms",
                axiom.Name,
                axiom.Summary,
                axiom.CanBeAdded ? "  check --with or --without" : "  check --without"
            )),
        ];

    private static IEnumerable<CatalogueEntry> Outputs() =>
        ExporterCatalog
            .All.Select(exporter => new CatalogueEntry("outputs", exporter.Name, exporter.Summary))
            .Concat(
                RunExporterCatalog.All.Select(exporter => new CatalogueEntry(
                    "exports",
                    exporter.Name,
                    exporter.Summary
                ))
            );

    /// <summary>The pages of the reference, the index first.</summary>
    public static IReadOnlyList<ReferencePage> Reference() =>
        ReferencePages.All(
            [
                .. ComponentCatalog.All.Select(component => new CatalogueSubject(
                    component.Name,
                    component.Summary,
                    component.OptionsType,
                    component.Happenings
                )
                {
                    Metrics = component.Metrics,
                }),
            ],
            [
                .. StoreProtocol.All.Select(protocol => new CatalogueSubject(
                    protocol.Name,
                    protocol.Summary,
                    null,
                    protocol.Happenings
                )),
            ],
            typeof(WorkloadOptions),
            [
                .. WorkloadKind.All.Select(kind => new CatalogueSubject(
                    kind.Name,
                    kind.Summary,
                    null,
                    kind.Takes
                )),
            ],
            FaultCatalog.All
        );

    /// <summary>What protocols and components tell of, in the order in which they are listed.</summary>
    private static IEnumerable<CatalogueEntry> Events() =>
        StoreProtocol
            .All.SelectMany(protocol => protocol.Happenings)
            .Concat(ComponentCatalog.All.SelectMany(component => component.Happenings))
            .Distinct()
            .Select(happening => new CatalogueEntry(
                "events",
                happening,
                "told of by " + string.Join(", ", TellersOf(happening)),
                $"  in a scenario: 'reached: [{happening}]', or 'never {happening}' under expect\n"
            ));

    private static IEnumerable<string> TellersOf(string happening) =>
        StoreProtocol
            .All.Where(protocol => protocol.Happenings.Contains(happening))
            .Select(protocol => protocol.Name)
            .Concat(
                ComponentCatalog
                    .All.Where(component => component.Happenings.Contains(happening))
                    .Select(component => component.Name)
            );

    private static string Detail(WorkloadKind kind)
    {
        string takes = kind.Takes.Count == 0 ? "" : $"  also takes: {string.Join(", ", kind.Takes)}\n";
        IEnumerable<string> targets = ComponentCatalog
            .All.Where(component => component.Languages.Contains(kind.Language))
            .Select(component => component.Name);
        return $"  asked of: {string.Join(", ", targets)}\n{takes}";
    }

    private static string Detail(MetricDefinition metric)
    {
        string aliases =
            metric.Aliases.Count == 0 ? "" : $"  also called: {string.Join(", ", metric.Aliases)}\n";
        string filters =
            metric.FilterKeys.Count == 0
                ? ""
                : $"  may be narrowed by: {string.Join(", ", metric.FilterKeys)}\n";
        string use = metric.IsDistribution ? $"p99({metric.Name})" : metric.Name;
        string unit = metric.Unit.ToString().ToLowerInvariant();
        return $"{aliases}{filters}  in an expectation: {use} ({unit})\n";
    }

    private static string Detail(ConsistencyModel model)
    {
        string aliases =
            model.Aliases.Count == 0 ? "" : $"  also called: {string.Join(", ", model.Aliases)}\n";
        string implies = model.Implies.Count == 0 ? "" : $"  implies: {string.Join(", ", model.Implies)}\n";
        string judge = model.Checker is null
            ? "  no checker judges it yet\n"
            : $"  judged by: {model.Checker}\n";
        return $"{aliases}{implies}{judge}  source: {model.Source}\n";
    }
}
