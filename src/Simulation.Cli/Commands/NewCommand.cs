using System.CommandLine;
using System.Reflection;
using Simulation.Cli.Output;
using Simulation.Reports;

namespace Simulation.Cli.Commands;

/// <summary>Begins a scenario as a copy of one that comes with the lab.</summary>
internal sealed class NewCommand : Command
{
    private const string Ending = ".yaml";

    public NewCommand(Shell shell)
        : base("new", "Begin a scenario as a copy of one that comes with the lab: simlab new hello-partition")
    {
        string[] names = [.. Names()];
        Argument<string> template = Switches.Word("TEMPLATE", "One of " + string.Join(", ", names) + ".");
        template.CompletionSources.Add(names);
        template.Validators.Add(result =>
        {
            string asked = result.Tokens[0].Value;
            if (!names.Contains(asked, StringComparer.Ordinal))
            {
                string? meant = Likeness.Nearest(asked, names);
                result.AddError(
                    $"no scenario '{asked}' comes with the lab"
                        + (meant is null ? "; simlab new --help lists them" : $", did you mean {meant}?")
                );
            }
        });
        Option<string?> file = Switches.File("TEMPLATE.yaml");
        Add(template);
        Add(file);
        SetAction(parsed =>
        {
            string name = parsed.GetValue(template)!;
            string path = parsed.GetValue(file) ?? name + Ending;
            if (File.Exists(path))
            {
                throw new CommandFailure(ExitCode.CannotWrite, $"{path} is there already");
            }

            if (Written.ToFile(shell, path, Text(name)))
            {
                shell.Say($"wrote {path}; next: simlab run {path}");
            }

            return (int)ExitCode.Held;
        });
    }

    /// <summary>The names of the scenarios that come with the lab, sorted.</summary>
    internal static IEnumerable<string> Names() =>
        Assembly
            .GetExecutingAssembly()
            .GetManifestResourceNames()
            .Where(name => name.EndsWith(Ending, StringComparison.Ordinal))
            .Select(name => name[..^Ending.Length])
            .Order(StringComparer.Ordinal);

    /// <summary>The text of one of them.</summary>
    internal static string Text(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name + Ending)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
