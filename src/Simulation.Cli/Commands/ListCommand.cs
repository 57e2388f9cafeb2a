using System.CommandLine;
using Simulation.Cli.Lab;
using Simulation.Cli.Output;
using Simulation.Reports.Json;
using Simulation.Reports.Reference;

namespace Simulation.Cli.Commands;

/// <summary>Lists what exists, one line each.</summary>
internal sealed class ListCommand : Command
{
    private const string Text = """
        List what exists, one line each.

        Examples:
          simlab list
          simlab list faults
          simlab list runs -o json
          simlab list --reference results/reference
        """;

    private static readonly string[] Catalogues =
    [
        "scenarios",
        "components",
        "protocols",
        "workloads",
        "events",
        "faults",
        "metrics",
        "models",
        "checkers",
        "axioms",
        "charts",
        "outputs",
        "problems",
        "runs",
    ];

    public ListCommand(Shell shell, ILaboratory laboratory)
        : base("list", Text)
    {
        Argument<string?> what = new("WHAT")
        {
            Description = "One of: " + string.Join(", ", Catalogues) + ". All but runs when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> form = Switches.Form("human", "plain", "json");
        Option<string> root = Switches.Out();
        Option<string?> reference = new("--reference")
        {
            Description = "Instead, write the reference of all catalogues into this folder, in Markdown.",
            HelpName = "DIR",
        };
        what.Validators.Add(result =>
        {
            string word = result.Tokens[0].Value;
            if (!Catalogues.Contains(word))
            {
                string? meant = Likeness.Nearest(word, Catalogues);
                result.AddError(
                    $"there is no list of '{word}'" + (meant is null ? "" : $", did you mean {meant}?")
                );
            }
        });
        Add(what);
        Add(form);
        Add(root);
        Add(reference);
        SetAction(parsed =>
        {
            if (parsed.GetValue(reference) is { } folder)
            {
                Written.To(folder, () => ReferencePages.Write(laboratory.Reference, folder));
                return 0;
            }

            List<CatalogueEntry> entries = Entries(parsed.GetValue(what), laboratory, parsed.GetValue(root)!);
            bool isJson = parsed.GetValue(form) == OutputForm.Json;
            shell.Out.Write(isJson ? Json(entries) : Lines(entries));
            return 0;
        });
    }

    private static List<CatalogueEntry> Entries(string? what, ILaboratory laboratory, string root) =>
        what switch
        {
            "runs" => StoredRuns.List(root),
            "scenarios" => ScenarioFiles.List("scenarios"),
            null =>
            [
                .. ScenarioFiles.List("scenarios"),
                .. laboratory.Entries.Where(entry => entry.Catalogue != "problems"),
            ],
            _ => [.. laboratory.Entries.Where(entry => entry.Catalogue == what)],
        };

    private static string Lines(List<CatalogueEntry> entries)
    {
        IEnumerable<string> groups = entries
            .GroupBy(entry => entry.Catalogue)
            .Select(group =>
            {
                int width = group.Max(entry => entry.Name.Length);
                return group.Key
                    + "\n"
                    + string.Concat(
                        group.Select(entry =>
                            $"  {entry.Name.PadRight(width)}  {entry.Summary}".TrimEnd() + "\n"
                        )
                    );
            });
        return entries.Count == 0 ? "none\n" : string.Join("\n", groups);
    }

    private static string Json(List<CatalogueEntry> entries) =>
        JsonText.Write(
            new JsonMap().With(
                "entries",
                entries.Select(entry =>
                    (object?)
                        new JsonMap()
                            .With("kind", entry.Catalogue)
                            .With("name", entry.Name)
                            .With("summary", entry.Summary)
                )
            )
        );
}
