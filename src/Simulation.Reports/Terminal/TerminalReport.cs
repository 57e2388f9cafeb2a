namespace Simulation.Reports.Terminal;

/// <summary>Puts a report into lines; how they are coloured and wrapped is up to who prints them.</summary>
public static class TerminalReport
{
    /// <summary>All lines of a report, the same order every time.</summary>
    public static IReadOnlyList<Line> Compose(Report report, TerminalFacts facts)
    {
        Page page = new();
        HeadingSection.Write(page, report, facts);
        FaultsSection.Write(page, report);
        ClientsSection.Write(page, report, facts);
        RecoverySection.Write(page, report);
        WhiteBoxSection.Write(page, report);
        SloSection.Write(page, report);
        CostSection.Write(page, report);
        ExpectationsSection.Write(page, report);
        ClosingSection.Write(page, report, facts);
        return page.Lines;
    }

    /// <summary>The lines as bare text: no colour, never wrapped, each ended by a line feed.</summary>
    public static string Plain(IReadOnlyList<Line> lines) => string.Concat(lines.Select(line => line + "\n"));
}
