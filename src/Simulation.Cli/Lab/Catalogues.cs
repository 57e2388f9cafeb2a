using Simulation.Checkers;
using Simulation.Components.Stores;
using Simulation.Kernel.Faults;
using Simulation.Reports.Charts;
using Simulation.Reports.Exporters;

namespace Simulation.Cli.Lab;

/// <summary>All catalogues of the lab as one list, for <c>list</c> and <c>explain</c>.</summary>
internal static class Catalogues
{
    /// <summary>Every entry, by catalogue, each in its own order.</summary>
    public static IReadOnlyList<CatalogueEntry> All() =>
    [
        .. StoreProtocol.All.Select(protocol => new CatalogueEntry(
            "protocols", protocol.Name, protocol.Summary, "  tells of: " + string.Join(", ", protocol.Happenings))),
        .. FaultCatalog.All.Select(fault => new CatalogueEntry(
            "faults", fault.Name, fault.Summary, OptionLines.Of(fault.OptionsType))),
        .. ConsistencyModels.All.Select(model => new CatalogueEntry("models", model.Name, model.Summary, Detail(model))),
        .. CheckerCatalog.All.Select(checker => new CatalogueEntry(
            "checkers", checker.Name, checker.Summary, "  source: " + checker.Source)),
        .. ChartCatalog.All.Select(chart => new CatalogueEntry("charts", chart.Name, chart.Summary)),
        new CatalogueEntry("outputs", "human", "lines in colour, for people at a terminal"),
        .. ExporterCatalog.All.Select(exporter => new CatalogueEntry("outputs", exporter.Name, exporter.Summary)),
    ];

    private static string Detail(ConsistencyModel model)
    {
        string aliases = model.Aliases.Count == 0 ? "" : $"  also called: {string.Join(", ", model.Aliases)}\n";
        string implies = model.Implies.Count == 0 ? "" : $"  implies: {string.Join(", ", model.Implies)}\n";
        string judge = model.Checker is null ? "  no checker judges it yet\n" : $"  judged by: {model.Checker}\n";
        return $"{aliases}{implies}{judge}  source: {model.Source}\n";
    }
}
