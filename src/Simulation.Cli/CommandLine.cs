using System.CommandLine;
using System.CommandLine.Invocation;
using Simulation.Cli.Commands;
using Simulation.Cli.Lab;
using Simulation.Reports;

namespace Simulation.Cli;

/// <summary>
/// The commands of <c>simlab</c>, and what is said when none of them can be made of the words typed.
/// </summary>
public static class CommandLine
{
    private const string Description = """
        A distributed-systems simulation lab: real actors in virtual time, judged by what clients saw.

        Examples:
          simlab run scenarios/hello-partition.yaml
          simlab run scenarios/*.yaml --seed 7 --set cut=30s -o json
          simlab validate scenarios/hello-partition.yaml
          simlab compare scenarios/hello-partition.yaml --by protocol --seeds 5
          simlab replay 7f3c91 --until 26.204s
          simlab sweep scenarios/swarm.yaml --seeds 1..500
          simlab shrink 7f3c91
          simlab check history.jsonl --model linearizable
          simlab serve
        """;

    /// <summary>
    /// Whether the words ask for a simulation, which needs the process to itself from its first line on.
    /// </summary>
    public static bool Simulates(IReadOnlyList<string> words)
    {
        string? verb = words.FirstOrDefault(word => !word.StartsWith('-'));
        return verb
                is "run"
                    or "replay"
                    or "slot"
                    or "compare"
                    or "bench"
                    or "export"
                    or "shrink"
                    or "validate-models"
            && !words.Any(word => word is "--help" or "-h" or "-?");
    }

    /// <summary>Does what the words say.</summary>
    /// <returns>The number for the shell, see <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> words, Shell shell, ILaboratory laboratory)
    {
        try
        {
            RootCommand root = Root(shell, laboratory);
            if (words.Count == 0)
            {
                root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = shell.Error });
                return (int)ExitCode.WrongCommand;
            }

            ParseResult parsed = root.Parse(words);
            if (parsed.Action is ParseErrorAction || (parsed.Action is null && parsed.Errors.Count > 0))
            {
                shell.Say(Mistakes.Explain(parsed));
                return (int)ExitCode.WrongCommand;
            }

            return parsed.Invoke(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    Output = shell.Out,
                    Error = shell.Error,
                }
            );
        }
        catch (CommandFailure failure)
        {
            shell.Say("simlab: " + failure.Message);
            return (int)failure.Exit;
        }
        catch (Exception bug)
        {
            // Nothing may escape as a stack trace: what the user can do about it is to repeat it, so that is
            // said.
            shell.Say($"simlab: a bug in the lab: {bug.Message.ReplaceLineEndings(" ")}");
            shell.Say("repeat it: simlab " + string.Join(' ', words.Select(Quote)));
            if (words.Any(word => word is "-v" or "--verbose"))
            {
                shell.Say(bug.ToString());
            }

            return (int)ExitCode.LabBug;
        }
    }

    private static RootCommand Root(Shell shell, ILaboratory laboratory) =>
        new(Description)
        {
            new RunCommand(shell, laboratory),
            new CompareCommand(shell, laboratory),
            new ValidateCommand(shell, laboratory),
            new ValidateModelsCommand(shell),
            new ListCommand(shell, laboratory),
            new ExplainCommand(shell, laboratory),
            new CheckCommand(shell),
            new ReplayCommand(shell, laboratory),
            new SweepCommand(shell, laboratory),
            new ShrinkCommand(shell, laboratory),
            new SlotCommand(shell, laboratory),
            new WorkerCommand(shell),
            new CoordinatorCommand(shell),
            new ReportCommand(shell),
            new ServeCommand(shell),
            new ExportCommand(shell, laboratory),
            new BenchCommand(shell, laboratory),
            new LearnCommand(shell),
            new InitCommand(shell),
            new NewCommand(shell),
            new SchemaCommand(shell, laboratory),
            new CompletionCommand(shell),
            new DoctorCommand(shell),
        };

    private static string Quote(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./=:".Contains(letter))
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
