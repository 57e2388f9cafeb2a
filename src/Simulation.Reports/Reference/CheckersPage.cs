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

        MarkdownTable axioms = new("axiom", "what it demands", "switched by");
        foreach (Axiom axiom in Axiom.All)
        {
            axioms.Row(
                MarkdownTable.Code(axiom.Name),
                axiom.Summary,
                axiom.CanBeAdded ? "`--with`, `--without`" : "`--without`"
            );
        }

        return new ReferencePage(
            "checkers.md",
            "Checkers",
            "Who judges what clients saw. A checker gets a history and nothing else; one that runs out of "
                + "its budget says unknown.",
            table.ToString()
                + "\n## Axioms\n\nWhat `simlab check` can ask every model of transactions with or without.\n\n"
                + axioms
        );
    }
}
