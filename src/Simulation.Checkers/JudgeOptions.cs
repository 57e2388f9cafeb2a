using Simulation.Checkers.Specifications;
using Simulation.Histories;

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

    /// <summary>What a refused cas says; null for what the history itself declares.</summary>
    public FailedCas? FailedCas { get; init; }
}
