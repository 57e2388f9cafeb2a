namespace Simulation.Scenarios.Expressions;

/// <summary>What an expectation measures.</summary>
/// <param name="Aggregate">
/// How samples become one number; null for a metric that is one number already.
/// </param>
/// <param name="Metric">The metric's canonical name.</param>
/// <param name="Filters">What narrows it, sorted by key; a key appears once.</param>
public sealed record MetricCall(
    Aggregate? Aggregate,
    string Metric,
    IReadOnlyList<(string Key, string Value)> Filters
);

/// <summary>
/// How samples become one number. A percentile is the nearest-rank one: always a sample itself.
/// </summary>
public enum Aggregate
{
    /// <summary>The median.</summary>
    P50,

    /// <summary>The 90th percentile.</summary>
    P90,

    /// <summary>The 95th percentile.</summary>
    P95,

    /// <summary>The 99th percentile.</summary>
    P99,

    /// <summary>The 99.9th percentile.</summary>
    P999,

    /// <summary>The largest sample.</summary>
    Max,

    /// <summary>The smallest sample.</summary>
    Min,

    /// <summary>The arithmetic mean.</summary>
    Mean,

    /// <summary>How many samples there are.</summary>
    Count,

    /// <summary>How many samples a second of the window.</summary>
    Rate,
}
