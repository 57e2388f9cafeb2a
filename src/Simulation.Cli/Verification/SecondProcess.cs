using System.Diagnostics;

namespace Simulation.Cli.Verification;

/// <summary>
/// Makes the same runs in another process, whose hash seeds and addresses differ from this one's.
/// </summary>
internal static class SecondProcess
{
    /// <summary>Runs again and compares all bytes.</summary>
    /// <param name="folder">The results folder that this process wrote.</param>
    /// <param name="arguments">The scenario file and the options that decide what is run.</param>
    /// <param name="input">What the second process reads from standard input, or null.</param>
    /// <returns>What differs, for people; null when nothing does.</returns>
    public static string? Difference(string folder, IReadOnlyList<string> arguments, string? input)
    {
        string root = Directory.CreateTempSubdirectory("simlab-verify-").FullName;
        try
        {
            int exit = Run([.. arguments, "--out=" + root, "--output=plain", "--quiet", "--yes"], input);
            string scenario = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(folder)))!;
            string again = Path.Combine(root, scenario, Path.GetFileName(folder));
            return Directory.Exists(again)
                ? FolderDifference.Describe(folder, again)
                : $"  the second process gave no results under the same id (it exited {exit})";
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static int Run(IReadOnlyList<string> arguments, string? input)
    {
        ProcessStartInfo start = OwnProgram.Start("run", arguments);
        start.RedirectStandardInput = input is not null;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;

        if (input is not null)
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }

        // Quiet runs say little, so reading one stream after the other cannot fill the other's pipe.
        process.StandardOutput.ReadToEnd();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
