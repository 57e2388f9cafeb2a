using Simulation.Reports;

namespace Simulation.Cli.Commands;

/// <summary>Turns <c>-</c> into a file, so that a second process can read the same text again.</summary>
internal sealed class ScenarioInput(Shell shell) : IDisposable
{
    private string? _folder;

    /// <summary>The path of the file that a user named.</summary>
    public string Path(string named)
    {
        if (named != "-")
        {
            return File.Exists(named) ? named : throw new CommandFailure(ExitCode.NoSuchFile, $"no such file: {named}");
        }

        if (_folder is null)
        {
            _folder = Directory.CreateTempSubdirectory("simlab-").FullName;
            File.WriteAllText(System.IO.Path.Combine(_folder, "stdin.yaml"), shell.In.ReadToEnd());
        }

        return System.IO.Path.Combine(_folder, "stdin.yaml");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
