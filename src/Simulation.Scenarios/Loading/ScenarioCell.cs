using Simulation.Components;
using Simulation.Components.Workloads;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Expressions;
using Simulation.Scenarios.Format;
using Simulation.Scenarios.Running;

namespace Simulation.Scenarios.Loading;

/// <summary>A scenario with all its matrix keys settled and checked: what one run runs.</summary>
public sealed record ScenarioCell
{
    /// <summary>The file it came from, as reports name it.</summary>
    public required string File { get; init; }

    /// <summary>The matrix keys with their values, the seed left out.</summary>
    public required IReadOnlyList<CellValue> Cell { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The plain keys.</summary>
    public required ScenarioOptions Options { get; init; }

    /// <summary>The components, in the order of the file.</summary>
    public required IReadOnlyList<PlannedComponent> Components { get; init; }

    /// <summary>The workloads, in the order of the file.</summary>
    public required IReadOnlyList<WorkloadOptions> Workloads { get; init; }

    /// <summary>The faults, in the order of the file.</summary>
    public required IReadOnlyList<PlannedFault> Faults { get; init; }

    /// <summary>The expectations that apply to this cell, in the order of the file.</summary>
    public required IReadOnlyList<PlannedExpectation> Expectations { get; init; }

    /// <summary>The events that must have happened, with the lines that say so.</summary>
    public required IReadOnlyList<RequiredHappening> Reached { get; init; }

    /// <summary>The line of <c>liveness:</c>, counted from 1; 0 where there is none.</summary>
    public int LivenessLine { get; init; }

    /// <summary>The scenario with everything explicit, as YAML: running this text repeats the run.</summary>
    public required string Resolved { get; init; }

    /// <summary>
    /// Writes the scenario under another seed; null where the seed decides what the scenario is, as of a swarm.
    /// </summary>
    internal Func<ulong, string>? ResolvedUnder { get; init; }

    /// <summary>
    /// The cell under another seed, as if it had been read with that; null where it must be read again.
    /// </summary>
    public ScenarioCell? Under(ulong seed) =>
        ResolvedUnder is { } write ? this with { Seed = seed, Resolved = write(seed) } : null;

    /// <summary>When the run is over for the clients.</summary>
    public SimTime End => SimTime.Zero + Options.Duration;
}

/// <summary>A component of a scenario.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its entry in the catalogue.</param>
/// <param name="Options">A checked instance of the kind's options record.</param>
public sealed record PlannedComponent(string Name, ComponentKind Kind, object Options)
{
    /// <summary>What its clients say to it.</summary>
    public ClientLanguage Language => Kind.LanguageOf(Options);

    /// <summary>The names of the components that it asks.</summary>
    public IReadOnlyList<string> Uses => Kind.UsesOf(Options);
}

/// <summary>An expectation of a scenario, understood.</summary>
/// <param name="Expectation">The sentence.</param>
/// <param name="During">The part of the run it is about; null for all of it after the warm-up.</param>
/// <param name="After">The fault after whose end it is about; null for none.</param>
/// <param name="Text">The sentence as written.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="IsWarning">Whether a failure only tells.</param>
public sealed record PlannedExpectation(
    Expectation Expectation,
    During? During,
    string? After,
    string Text,
    int Line,
    bool IsWarning
);

/// <summary>An event that must have happened.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">The line that says so, counted from 1.</param>
public sealed record RequiredHappening(string Name, int Line);
