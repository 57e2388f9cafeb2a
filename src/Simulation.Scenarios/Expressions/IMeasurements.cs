using Simulation.Kernel.Time;
using Simulation.Scenarios.Running;

namespace Simulation.Scenarios.Expressions;

/// <summary>A stretch of a run, its end excluded.</summary>
public readonly record struct Window(SimTime Start, SimTime End)
{
    /// <summary>How long it is.</summary>
    public SimDuration Length => End - Start;
}

/// <summary>What was measured in a run, as expectations ask for it.</summary>
public interface IMeasurements
{
    /// <summary>
    /// The reason why a condition under <c>stop:</c> ended the run early; null when it ran to its end.
    /// </summary>
    string? StoppedBecause { get; }

    /// <summary>What a metric measured in a window.</summary>
    /// <param name="metric">The metric's canonical name.</param>
    /// <param name="filters">What narrows it, sorted by key.</param>
    /// <param name="window">The window.</param>
    /// <returns>The measurement; null when nothing was measured.</returns>
    Measurement? Measure(string metric, IReadOnlyList<(string Key, string Value)> filters, Window window);

    /// <summary>Whether a workload's history satisfies a model; null when nobody checked.</summary>
    ModelOutcome? VerdictOf(string workload, string model);

    /// <summary>How long after the start of a window all replicas agreed again.</summary>
    Convergence ConvergedAfter(Window window);

    /// <summary>When an alert first fired in a window; null when it did not.</summary>
    SimTime? FirstFired(string alert, Window window);

    /// <summary>How often an event happened in a window.</summary>
    int HappeningCount(string name, Window window);
}

/// <summary>What a metric measured.</summary>
public abstract record Measurement
{
    private Measurement() { }

    /// <summary>One value a sample, in any order: nanoseconds, bytes or a plain number.</summary>
    public sealed record Samples(IReadOnlyList<long> Values) : Measurement;

    /// <summary>A number of things that happened, or of bytes.</summary>
    public sealed record Total(long Value) : Measurement;

    /// <summary>A part of a whole; a whole of nothing is no measurement.</summary>
    public sealed record Share(long Part, long Whole) : Measurement;

    /// <summary>A level that went up and down.</summary>
    /// <param name="Highest">Its highest in each stretch of the window.</param>
    /// <param name="Area">The level summed over the window, in levels times nanoseconds.</param>
    public sealed record Levels(IReadOnlyList<long> Highest, Int128 Area) : Measurement;

    /// <summary>A length of simulated time.</summary>
    public sealed record Length(SimDuration Value) : Measurement;

    /// <summary>A length of simulated time that had not ended when the run did: longer than any.</summary>
    public sealed record Endless : Measurement;
}

/// <summary>Whether and when replicas agreed again.</summary>
public abstract record Convergence
{
    private Convergence() { }

    /// <summary>They did, this long after the start of the window.</summary>
    public sealed record After(SimDuration Delay) : Convergence;

    /// <summary>They still differed at the end of the window.</summary>
    public sealed record Never : Convergence;

    /// <summary>Nobody compared them.</summary>
    public sealed record Unmeasured : Convergence;
}
