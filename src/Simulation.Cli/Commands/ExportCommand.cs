using System.CommandLine;
using Simulation.Cli.Lab;
using Simulation.Cli.Output;
using Simulation.Kernel.Determinism;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;
using Simulation.Reports;
using Simulation.Reports.Exporters;
using Simulation.Scenarios.Running;

namespace Simulation.Cli.Commands;

/// <summary>Makes a stored run again and writes it for another tool.</summary>
internal sealed class ExportCommand : Command
{
    private static readonly string Text = $"""
        Hand a stored run to another tool.

        {string.Join('\n', RunExporterCatalog.All.Select(one => $"  {one.Name, -13} {one.Summary}"))}

        Examples:
          simlab export 7f3c91 --to jepsen
          simlab export 7f3c91 --to chrome-trace --file trace.json
        """;

    private readonly Argument<string> _run = Switches.Word("RUN", "A run's id, or its results folder.");
    private readonly Option<string> _to = new("--to")
    {
        Description = "The tool: " + string.Join(", ", RunExporterCatalog.All.Select(one => one.Name)) + ".",
        HelpName = "TOOL",
        Required = true,
    };
    private readonly Option<string?> _file = Switches.File("a name of the tool's own");
    private readonly Option<string> _out = Switches.Out();
    private readonly Option<bool> _verbose = Switches.Verbose();
    private readonly Shell _shell;
    private readonly ILaboratory _laboratory;

    public ExportCommand(Shell shell, ILaboratory laboratory)
        : base("export", Text)
    {
        _shell = shell;
        _laboratory = laboratory;
        _to.AcceptOnly([.. RunExporterCatalog.All.Select(one => one.Name)]);
        Add(_run);
        Array.ForEach<Option>([_to, _file, _out, _verbose], Add);
        SetAction(parsed => (int)Run(parsed));
    }

    private ExitCode Run(ParseResult parsed)
    {
        RunExporter exporter = RunExporterCatalog.All.Single(one => one.Name == parsed.GetValue(_to));
        string folder = StoredRuns.Find(parsed.GetValue(_out)!, parsed.GetValue(_run)!);
        LoadedScenario scenario = _laboratory.Load(
            new ScenarioSource { Path = Path.Combine(folder, "scenario.resolved.yaml") }
        );
        if (scenario.ProblemCount > 0)
        {
            scenario.Say(_shell);
            return ExitCode.WrongInput;
        }

        TraceRecords trace = new();
        RunResult? result = scenario
            .Runs[0]
            .Run(new RunWishes { Sink = trace, IsCancelled = () => _shell.IsInterrupted });
        DeterminismLayer.Release();
        if (result is null)
        {
            return ExitCode.Interrupted;
        }

        string text = exporter.Write(result, trace.Lines);
        string file = parsed.GetValue(_file) ?? exporter.File;
        if (Written.ToFile(_shell, file, text))
        {
            _shell.Say($"wrote {file}: {exporter.Summary}");
        }

        return ExitCode.Held;
    }

    private sealed class TraceRecords : ITraceSink
    {
        public List<TraceLine> Lines { get; } = [];

        public void Write(SimTime time, TraceKind kind, string? source, string? target, string detail) =>
            Lines.Add(new TraceLine(time, kind, source, target, detail));
    }
}
