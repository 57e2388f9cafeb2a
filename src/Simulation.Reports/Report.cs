using System.Globalization;
using Simulation.Kernel;
using Simulation.Kernel.Tracing;
using Simulation.Scenarios.Running;

namespace Simulation.Reports;

/// <summary>All runs of one scenario, which is what every exporter is given.</summary>
public sealed class Report
{
    /// <summary>Joins the runs of one scenario.</summary>
    /// <param name="runs">At least one, in the order of the matrix.</param>
    public Report(IReadOnlyList<RunResult> runs)
    {
        Invariant.That(runs.Count > 0);
        Runs = runs;
        Id = runs.Count == 1 ? runs[0].Id : JoinedId(runs);
        Exit = Verdicts.Exit(runs);
        Designs = Comparisons.Design.Group(runs);
    }

    /// <summary>The runs, in the order of the matrix.</summary>
    public IReadOnlyList<RunResult> Runs { get; }

    /// <summary>The runs grouped by matrix cell, seeds together.</summary>
    public IReadOnlyList<Comparisons.Design> Designs { get; }

    /// <summary>The run's id, or for several runs six hexadecimal digits over all their ids.</summary>
    public string Id { get; }

    /// <summary>Diagrams of messages where a look at them explains most; none where events were not kept.</summary>
    public IReadOnlyList<SpaceTime.SpaceTimeDiagram> Diagrams { get; init; } = [];

    /// <summary>The scenario's name.</summary>
    public string Scenario => Runs[0].Scenario;

    /// <summary>The question that the scenario asks; its name when it asks none.</summary>
    public string Title => Runs[0].Title.Length > 0 ? Runs[0].Title : Scenario;

    /// <summary>What the runs say to the shell.</summary>
    public ExitCode Exit { get; }

    /// <summary>The seeds, each once, in the order of the runs.</summary>
    public IReadOnlyList<ulong> Seeds => [.. Runs.Select(run => run.Seed).Distinct()];

    private static string JoinedId(IReadOnlyList<RunResult> runs)
    {
        ulong hash = Trace.Hash(string.Join(',', runs.Select(run => run.Id)));
        return (hash >> 40).ToString("x6", CultureInfo.InvariantCulture);
    }
}
