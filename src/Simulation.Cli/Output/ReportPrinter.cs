using Simulation.Reports;
using Simulation.Reports.Exporters;
using Simulation.Reports.Terminal;
using Spectre.Console;

namespace Simulation.Cli.Output;

/// <summary>Prints a report in the form that the user wants.</summary>
internal static class ReportPrinter
{
    public static void Print(Report report, TerminalFacts facts, string form, string color, Shell shell)
    {
        if (form == OutputForm.Human)
        {
            IAnsiConsole console = shell.Terminal(color);
            TerminalFacts wide = facts with
            {
                HasBar = true,
                Width = shell.IsTerminal ? console.Profile.Width : null,
            };
            if (!shell.IsTerminal)
            {
                console.Profile.Width = int.MaxValue / 2;
            }

            ColouredTerminal.Write(TerminalReport.Compose(report, wide), console);
            return;
        }

        Exporter exporter = ExporterCatalog.All.Single(one => one.Name == form);
        shell.Out.Write(exporter.Write(report, facts));
        shell.Out.Flush();
    }
}
