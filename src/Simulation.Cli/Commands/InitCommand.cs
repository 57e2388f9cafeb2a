using System.CommandLine;
using Simulation.Reports;

namespace Simulation.Cli.Commands;

/// <summary>Makes a folder ready: a first scenario, and results that are left out of the repository.</summary>
internal sealed class InitCommand : Command
{
    private const string First = "hello-partition";

    public InitCommand(Shell shell)
        : base("init", "Make this folder ready: a first scenario, results left out of the repository.")
    {
        Option<string> folder = new("--folder")
        {
            Description = "Which folder.",
            HelpName = "DIR",
            DefaultValueFactory = _ => ".",
        };
        Add(folder);
        SetAction(parsed =>
        {
            string home = parsed.GetValue(folder)!;
            Output.Written.To(home, () => Directory.CreateDirectory(Path.Combine(home, "scenarios")));
            Keep(shell, Path.Combine(home, "scenarios", First + ".yaml"), NewCommand.Text(First));
            Keep(shell, Path.Combine(home, ".gitignore"), "/results/\n");
            return (int)ExitCode.Held;
        });
    }

    private static void Keep(Shell shell, string path, string text)
    {
        if (File.Exists(path))
        {
            shell.Say($"kept {path}");
            return;
        }

        CommandFailure.Write(path, text);
        shell.Say($"wrote {path}");
    }
}
