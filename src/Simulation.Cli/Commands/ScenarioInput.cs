namespace Simulation.Cli.Commands;

/// <summary>
/// The scenario texts that a user names: files, or <c>-</c> for standard input, which can be read only once.
/// </summary>
internal sealed class ScenarioInput(Shell shell)
{
    /// <summary>What stands for standard input.</summary>
    public const string Standard = "-";

    private string? _standard;

    /// <summary>The text of standard input; null for a file, whose reader reads it.</summary>
    /// <exception cref="CommandFailure">There is no such file.</exception>
    public string? Text(string named)
    {
        if (named == Standard)
        {
            return _standard ??= shell.In.ReadToEnd();
        }

        return File.Exists(named) ? null : throw CommandFailure.Missing(named);
    }
}
