using Simulation.Checkers.Specifications;
using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Checkers;

/// <summary>What a judge may spend and how it understands a history.</summary>
public sealed record JudgeOptions
{
    /// <summary>Everything as usual.</summary>
    public static JudgeOptions Default { get; } = new();

    /// <summary>
    /// Search steps allowed before the verdict is undecided, from 1; 50,000,000 unless said. Steps, not time,
    /// so that the verdict is the same on every machine.
    /// </summary>
    public long ConfigurationsMax { get; init; } = 50_000_000;

    /// <summary>What is right; null for the first in the catalogue that understands the history.</summary>
    public Specification? Specification { get; init; }

    /// <summary>Axioms of the models of transactions switched on and off; none unless said.</summary>
    public AxiomSwitches Axioms { get; init; } = AxiomSwitches.None;

    /// <summary>What a refused cas says; null for what the history itself declares.</summary>
    public FailedCas? FailedCas { get; init; }

    /// <summary>
    /// Bounded staleness: reads are among the last so many versions, from 1; null for no bound.
    /// </summary>
    public int? VersionsMax { get; init; }

    /// <summary>Bounded staleness: reads are no more than this behind; null for no bound.</summary>
    public SimDuration? StalenessMax { get; init; }
}
