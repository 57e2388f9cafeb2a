using System.CommandLine;
using Simulation.Cli.Lab;

namespace Simulation.Cli.Commands;

/// <summary>Prints the JSON Schema of scenario files, for editors.</summary>
internal sealed class SchemaCommand : Command
{
    public SchemaCommand(Shell shell, ILaboratory laboratory)
        : base("schema", "Print the JSON Schema of scenario files, for editors.")
    {
        Argument<string> what = Switches.Word("WHAT", "What to describe: scenario.");
        what.DefaultValueFactory = _ => "scenario";
        what.AcceptOnlyFromAmong("scenario");
        Add(what);
        SetAction(_ =>
        {
            shell.Out.Write(laboratory.Schema.TrimEnd('\n') + "\n");
            return 0;
        });
    }
}
