using Simulation.Reports;

namespace Simulation.Cli;

/// <summary>
/// The command cannot go on for a reason that is not a bug; the message says it to the user.
/// </summary>
public sealed class CommandFailure(ExitCode exit, string message) : Exception(message)
{
    /// <summary>What is said to the shell.</summary>
    public ExitCode Exit { get; } = exit;

    /// <summary>What is said of a path that is no file.</summary>
    public static CommandFailure Missing(string path) =>
        new(
            ExitCode.NoSuchFile,
            Directory.Exists(path) ? $"{path} is a folder, not a file" : $"no such file: {path}"
        );

    /// <summary>Writes a file or fails with what a user needs to know.</summary>
    public static void Write(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.CannotWrite, $"cannot write {path}: {refused.Message}");
        }
    }

    /// <summary>Reads a file or fails with what a user needs to know.</summary>
    public static string Read(string path) => Try(path, File.ReadAllText);

    /// <summary>Opens a file to be read or fails with what a user needs to know.</summary>
    public static FileStream Open(string path) => Try(path, File.OpenRead);

    private static T Try<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(path);
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            throw Missing(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.NoSuchFile, $"cannot read {path}: {refused.Message}");
        }
    }
}
