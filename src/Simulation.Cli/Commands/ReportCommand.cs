using System.CommandLine;
using Simulation.Reports;

namespace Simulation.Cli.Commands;

/// <summary>Prints a stored report in another form.</summary>
internal sealed class ReportCommand : Command
{
    private static readonly (string Format, string File)[] Forms =
    [
        ("md", "summary.md"),
        ("json", "result.json"),
        ("junit", "junit.xml"),
        ("csv", "metrics.csv"),
        ("html", "report.html"),
    ];

    public ReportCommand(Shell shell)
        : base("report", "Print the report of a stored run: simlab report 7f3c91 --format md")
    {
        Argument<string> run = Switches.Word(
            "RUN",
            "The id of a run or of several, or their results folder."
        );
        string[] names = [.. Forms.Select(form => form.Format)];
        Option<string> format = new("--format")
        {
            Description = string.Join(", ", names) + ".",
            HelpName = "FORM",
            DefaultValueFactory = _ => "md",
        };
        format.AcceptOnly(names);
        Option<string> root = Switches.Out();
        Add(run);
        Array.ForEach<Option>([format, root], Add);
        SetAction(parsed =>
        {
            string folder = StoredRuns.FindResults(parsed.GetValue(root)!, parsed.GetValue(run)!);
            string file = Forms.Single(form => form.Format == parsed.GetValue(format)).File;
            shell.Out.Write(CommandFailure.Read(Path.Combine(folder, file)));
            return (int)ExitCode.Held;
        });
    }
}
