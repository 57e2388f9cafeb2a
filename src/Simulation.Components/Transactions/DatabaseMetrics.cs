using Simulation.Kernel.Metrics;

namespace Simulation.Components.Transactions;

/// <summary>What a database measures of itself.</summary>
/// <param name="registry">Where it is kept.</param>
internal sealed class DatabaseMetrics(MetricRegistry registry)
{
    /// <summary>Transactions that committed.</summary>
    public Counter Commits { get; } = registry.Counter("database.commits");

    /// <summary>How long steps waited for locks, or for what was about to commit.</summary>
    public LatencyHistogram LockWait { get; } = registry.Latency("database.lock-wait");

    /// <summary>How long shards were prepared without knowing the decision.</summary>
    public LatencyHistogram InDoubt { get; } = registry.Latency("database.in-doubt");

    /// <summary>How long commits waited for the uncertainty of the clocks.</summary>
    public LatencyHistogram CommitWait { get; } = registry.Latency("database.commit-wait");

    /// <summary>Counts a transaction that aborted.</summary>
    /// <param name="reason">Why, in kebab-case.</param>
    public void CountAbort(string reason)
    {
        registry.Counter("database.aborts").Add();
        registry.Counter("database.aborts." + reason).Add();
    }
}
