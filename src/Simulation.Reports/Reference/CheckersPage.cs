using Simulation.Checkers;

namespace Simulation.Reports.Reference;

/// <summary>Who judges histories.</summary>
internal static class CheckersPage
{
    public static ReferencePage Of(IReadOnlyList<CheckerKind> checkers)
    {
        MarkdownTable table = new("checker", "what it decides", "source");
        foreach (CheckerKind checker in checkers)
        {
            table.Row(MarkdownTable.Code(checker.Name), checker.Summary, checker.Source);
        }

        return new ReferencePage(
            "checkers.md",
            "Checkers",
            "Who judges what clients saw. A checker gets a history and nothing else; one that runs out of "
                + "its budget says unknown.",
            table.ToString()
        );
    }
}
