using Simulation.Reports;

namespace Simulation.Cli.Output;

/// <summary>Turns the system's refusal to write into words for the user and the exit that says so.</summary>
internal static class Written
{
    /// <summary>Writes something below a folder.</summary>
    /// <exception cref="CommandFailure">The system does not let it.</exception>
    public static T To<T>(string folder, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.CannotWrite, $"cannot write to {folder}: {refused.Message}");
        }
    }

    /// <inheritdoc cref="To{T}"/>
    public static void To(string folder, Action write) =>
        To(
            folder,
            () =>
            {
                write();
                return 0;
            }
        );

    /// <summary>Writes a text to a file, or to standard output where the path is <c>-</c>.</summary>
    /// <returns>Whether it was a file.</returns>
    /// <exception cref="CommandFailure">The system does not let it.</exception>
    public static bool ToFile(Shell shell, string path, string text)
    {
        if (path == "-")
        {
            shell.Out.Write(text);
            return false;
        }

        CommandFailure.Write(path, text);
        return true;
    }
}
