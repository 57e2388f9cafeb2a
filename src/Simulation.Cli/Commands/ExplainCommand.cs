using System.CommandLine;
using Simulation.Cli.Lab;
using Simulation.Reports;

namespace Simulation.Cli.Commands;

/// <summary>Explains whatever has a name in the lab.</summary>
internal sealed class ExplainCommand : Command
{
    private const string Text = """
        Explain a metric, fault, component, model, checker or problem code.

        Examples:
          simlab explain partition
          simlab explain linearizable
          simlab explain LAB103
        """;

    public ExplainCommand(Shell shell, ILaboratory laboratory)
        : base("explain", Text)
    {
        Argument<string> name = Switches.Word("NAME", "A name that 'simlab list' shows, or a problem code.");
        Add(name);
        SetAction(parsed =>
        {
            string word = parsed.GetValue(name)!;
            List<CatalogueEntry> found =
            [
                .. laboratory.Entries.Where(entry =>
                    string.Equals(entry.Name, word, StringComparison.OrdinalIgnoreCase)
                ),
            ];
            if (found.Count == 0)
            {
                string? meant = Likeness.Nearest(word, laboratory.Entries.Select(entry => entry.Name));
                throw new CommandFailure(
                    ExitCode.WrongCommand,
                    $"nothing here is called '{word}'"
                        + (meant is null ? "; 'simlab list' shows what is" : $", did you mean {meant}?")
                );
            }

            shell.Out.Write(string.Join("\n", found.Select(Explanation)));
            return 0;
        });
    }

    private static string Explanation(CatalogueEntry entry)
    {
        string detail = entry.Detail.TrimEnd('\n');
        return $"{entry.Name} ({Singular(entry.Catalogue)})\n  {entry.Summary}\n"
            + (detail.Length == 0 ? "" : detail + "\n");
    }

    private static string Singular(string catalogue) => catalogue.TrimEnd('s');
}
