using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Slo;

/// <summary>What became of a promise.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Good">Which operations are good, as written.</param>
/// <param name="Objective">The share that must be good.</param>
/// <param name="Window">Over how long.</param>
/// <param name="IsFilled">Whether the window is longer than the run, and filled with the warm-up's behaviour.</param>
/// <param name="BadCount">How many operations after the warm-up were bad.</param>
/// <param name="Count">How many counted.</param>
/// <param name="BudgetUsed">How much of the window's error budget is used at the end; may be more than all.</param>
/// <param name="Alerts">Its alerts, in the order of the file.</param>
public sealed record SloOutcome(
    string Name,
    string Good,
    Ratio Objective,
    SimDuration Window,
    bool IsFilled,
    long BadCount,
    long Count,
    BudgetShare BudgetUsed,
    IReadOnlyList<AlertOutcome> Alerts
);

/// <summary>A part of an error budget in millionths.</summary>
public readonly record struct BudgetShare(long Millionths)
{
    /// <summary>The part as a number, 1 for all of it; for reports only.</summary>
    public double Value => Millionths / 1e6;
}

/// <summary>When an alert fired.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Burn">At which burn rate, as written.</param>
/// <param name="Over">Over which windows.</param>
/// <param name="Spans">From when to when it fired, in order; the last may go on to the end of the run.</param>
public sealed record AlertOutcome(
    string Name,
    string Burn,
    IReadOnlyList<SimDuration> Over,
    IReadOnlyList<AlertSpan> Spans
);

/// <summary>A stretch of time in which an alert fired.</summary>
/// <param name="Fired">When it began.</param>
/// <param name="Resolved">When it ended; null when the run did first.</param>
public sealed record AlertSpan(SimTime Fired, SimTime? Resolved);
