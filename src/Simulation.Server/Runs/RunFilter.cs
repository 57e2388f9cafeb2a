namespace Simulation.Server.Runs;

/// <summary>Which reports somebody wants to see.</summary>
/// <param name="Name">What name, title, design or id must hold; empty for any.</param>
/// <param name="Tag">A tag that they must have; empty for any.</param>
/// <param name="Verdict">What must have come of them; empty for anything.</param>
internal sealed record RunFilter(string Name, string Tag, string Verdict)
{
    /// <summary>Whether a report is wanted.</summary>
    public bool Wants(StoredReport report) =>
        (Verdict.Length == 0 || report.Verdict == Verdict)
        && (Tag.Length == 0 || report.Tags.Contains(Tag))
        && Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => Holds(report, word));

    private static bool Holds(StoredReport report, string word) =>
        new[] { report.Scenario, report.Title, report.Id }
            .Concat(report.Designs.Select(design => design.Label))
            .Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
