using System.CommandLine;
using System.Globalization;
using Simulation.Cli.Output;
using Simulation.Reports;
using Simulation.Reports.Validation;
using Simulation.Scenarios.Validation;

namespace Simulation.Cli.Commands;

/// <summary>Asks the lab's models for answers that others published.</summary>
internal sealed class ValidateModelsCommand : Command
{
    private const string Text = """
        Ask the lab's models for answers that theory and measurements gave, and compare.

        Examples:
          simlab validate-models
          simlab validate-models RAFT-1 RAFT-2
          simlab validate-models --quick
          simlab validate-models --out results/validation
        """;

    public ValidateModelsCommand(Shell shell)
        : base("validate-models", Text)
    {
        string[] known = [.. ValidationCatalog.All.Select(row => row.Id)];
        Argument<string[]> ids = new("ROWS")
        {
            Description = "Only these: " + string.Join(", ", known) + ".",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> folder = new("--out")
        {
            Description = "Also write the table into this folder, in Markdown and CSV.",
            HelpName = "DIR",
        };
        Option<bool> quick = new("--quick")
        {
            Description = "Take a tenth of the samples; an answer is then off only if its whole interval is.",
        };
        ids.Validators.Add(Mistakes.RefuseOptions);
        ids.Validators.Add(result =>
        {
            foreach (string id in result.Tokens.Select(token => token.Value))
            {
                if (ValidationCatalog.Find(id) is null)
                {
                    string? meant = Likeness.Nearest(id, known);
                    result.AddError(
                        $"there is no row '{id}'" + (meant is null ? "" : $", did you mean {meant}?")
                    );
                }
            }
        });
        Add(ids);
        Add(folder);
        Add(quick);
        SetAction(parsed =>
            Run(
                shell,
                parsed.GetValue(ids) ?? [],
                parsed.GetValue(quick) ? Effort.Quick : Effort.Full,
                parsed.GetValue(folder)
            )
        );
    }

    private static int Run(Shell shell, string[] ids, Effort effort, string? folder)
    {
        var asked = new List<(ValidationRow, IReadOnlyList<KnownAnswer>)>();
        foreach (ValidationRow row in Chosen(ids))
        {
            if (Ask(shell, row, effort) is not { } answers)
            {
                return (int)ExitCode.Interrupted;
            }

            asked.Add((row, answers));
        }

        var table = new ValidationTable(asked);
        if (folder is not null)
        {
            Written.To(folder, () => Write(folder, table));
        }

        shell.Out.Write(table.ToText());
        return (int)(table.IsMet ? ExitCode.Held : ExitCode.Failed);
    }

    /// <summary>The answers of a row; null when the user called it off.</summary>
    private static List<KnownAnswer>? Ask(Shell shell, ValidationRow row, Effort effort)
    {
        var answers = new List<KnownAnswer>();
        TimeSpan start = shell.Elapsed;
        foreach (KnownAnswer answer in row.Ask(effort))
        {
            if (shell.IsInterrupted)
            {
                return null;
            }

            answers.Add(answer);
            double seconds = (shell.Elapsed - start).TotalSeconds;
            string verdict = answer.IsMet ? "met" : "OFF";
            shell.Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Id} {answer.Case}: {verdict} ({seconds:0.0} s)"
                )
            );
        }

        return answers;
    }

    /// <summary>In the order of the catalogue, each once.</summary>
    private static IEnumerable<ValidationRow> Chosen(string[] ids) =>
        ValidationCatalog.All.Where(row =>
            ids.Length == 0 || ids.Any(id => ReferenceEquals(ValidationCatalog.Find(id), row))
        );

    private static void Write(string folder, ValidationTable table)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "README.md"), table.ToMarkdown());
        File.WriteAllText(Path.Combine(folder, "known-answers.csv"), table.ToCsv());
    }
}
