using System.CommandLine;
using System.Runtime.InteropServices;
using Simulation.Reports;

namespace Simulation.Cli.Commands;

/// <summary>Tells whether runs on this machine can be trusted to repeat, and results be written.</summary>
internal sealed class DoctorCommand : Command
{
    public DoctorCommand(Shell shell)
        : base("doctor", "Tell whether runs here can be trusted to repeat, and results be written.")
    {
        Option<string> root = Switches.Out();
        Add(root);
        SetAction(parsed =>
        {
            string folder = parsed.GetValue(root)!;
            List<string> problems = [.. shell.DeterminismProblems];
            if (Refusal(folder) is { } refusal)
            {
                problems.Add(refusal);
            }

            shell.Out.Write($"runtime    {RuntimeInformation.FrameworkDescription}\n");
            shell.Out.Write(
                $"system     {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}\n"
            );
            shell.Out.Write($"results    {Path.GetFullPath(folder)}\n");
            problems.ForEach(problem => shell.Out.Write("PROBLEM    " + problem + "\n"));
            shell.Out.Write(problems.Count == 0 ? "all well   runs repeat, results can be written\n" : "");
            return (int)(problems.Count == 0 ? ExitCode.Held : ExitCode.Failed);
        });
    }

    private static string? Refusal(string folder)
    {
        string probe = Path.Combine(folder, ".doctor-" + Environment.ProcessId);
        bool isThere = Directory.Exists(folder);
        try
        {
            Directory.CreateDirectory(probe);
            Directory.Delete(isThere ? probe : folder, recursive: true);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"cannot write to {folder}: {refused.Message}";
        }
    }
}
