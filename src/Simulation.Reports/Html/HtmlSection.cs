using Simulation.Reports.Html.Sections;

namespace Simulation.Reports.Html;

/// <summary>A part of the page.</summary>
/// <param name="Id">Its anchor.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Write">Writes what is below the heading; nothing where the report has nothing of that.</param>
internal sealed record HtmlSection(string Id, string Title, Action<HtmlText, Report> Write)
{
    /// <summary>All parts, in the order of the page.</summary>
    public static IReadOnlyList<HtmlSection> All { get; } =
    [
        new("verdict", "Verdict", VerdictSection.Write),
        new("guarantees", "Guarantees", GuaranteesSection.Write),
        new("recovery", "Recovery", RecoverySection.Write),
        new("slo", "Promises", SloSection.Write),
        new("cost", "Cost", CostSection.Write),
        new("timeline", "Timeline", TimelineSection.Write),
        new("latency", "Latency", LatencySection.Write),
        new("anomalies", "Anomalies", AnomaliesSection.Write),
        new("space-time", "Space-time", SpaceTimeSection.Write),
        new("trade-off", "Trade-off", TradeOffSection.Write),
        new("components", "Components", ComponentsSection.Write),
        new("faults", "Faults", FaultsSection.Write),
        new("reproduce", "Reproduce", ReproduceSection.Write),
        new("words", "Words", WordsSection.Write),
    ];
}
