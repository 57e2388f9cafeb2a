using Simulation.Checkers;

namespace Simulation.Reports.Reference;

/// <summary>The promises about what clients may see.</summary>
internal static class ModelsPage
{
    public static ReferencePage Of(IReadOnlyList<ConsistencyModel> models)
    {
        MarkdownTable table = new("model", "the promise", "implies", "judged by", "source", "also called");
        foreach (ConsistencyModel model in models)
        {
            table.Row(
                MarkdownTable.Code(model.Name),
                model.Summary,
                MarkdownTable.Codes(model.Implies),
                model.Checker is null ? "no checker yet" : $"[`{model.Checker}`](checkers.md)",
                model.Source,
                MarkdownTable.Codes(model.Aliases)
            );
        }

        return new ReferencePage(
            "models.md",
            "Consistency models",
            "What `check:` and `history(x) is MODEL` name, the strongest first. Whoever keeps a promise "
                + "keeps those that it implies.",
            table.ToString()
        );
    }
}
