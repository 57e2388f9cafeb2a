using Simulation.Kernel.Metrics;
using Simulation.Scenarios.Loading;

namespace Simulation.Scenarios.Expressions;

/// <summary>The metrics that every run measures, whatever its components.</summary>
public static class MetricCatalog
{
    private static readonly string[] ByClient = ["workload", "region", "op"];
    private static readonly string[] ByWorkload = ["workload"];
    private static readonly string[] BySlo = ["slo"];
    private static readonly string[] ByAlert = ["alert"];
    private static readonly string[] ByLink = ["region", "node"];

    /// <summary>All of them, sorted by name.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        One("aborted", [], MetricUnit.Count, "Transactions that the component undid.", ByClient),
        One("availability", [], MetricUnit.Ratio, "Operations that succeeded, of all invoked.", ByClient),
        One(
            "budget_used",
            [],
            MetricUnit.Ratio,
            "How much of the error budget of a promise under slo is used when the run ends.",
            BySlo
        ),
        One(
            "convergence",
            ["convergence_time"],
            MetricUnit.Duration,
            "How long after the last heal all replicas agreed again.",
            ByWorkload
        ),
        One(
            "cost",
            [],
            MetricUnit.Money,
            "What a month of nodes and traffic costs at this run's rate, by topology: cost.",
            []
        ),
        One(
            "divergent_keys",
            [],
            MetricUnit.Count,
            "Keys of a derived store that do not hold their database's last write when the run ends.",
            ByWorkload
        ),
        One(
            "egress",
            [],
            MetricUnit.Bytes,
            "Bytes of the whole run that left a zone, and cost something.",
            []
        ),
        One("elections", [], MetricUnit.Count, "Times that a leader was elected.", []),
        One(
            "error_rate",
            [],
            MetricUnit.Ratio,
            "Operations that were refused or lost, of all invoked.",
            ByClient
        ),
        Many(
            "latency",
            ["response_time"],
            MetricUnit.Duration,
            "Time from invocation to answer of the operations that succeeded.",
            ByClient
        ),
        One("lost", [], MetricUnit.Count, "Operations whose fate the client never learned.", ByClient),
        One(
            "lost_writes",
            [],
            MetricUnit.Count,
            "Acknowledged writes that are gone without a causally later write.",
            ByWorkload
        ),
        One("messages_dropped", [], MetricUnit.Count, "Messages that the network lost.", ByLink),
        One("messages_sent", [], MetricUnit.Count, "Messages given to the network.", ByLink),
        One("operations", [], MetricUnit.Count, "Operations invoked.", ByClient),
        One("refused", [], MetricUnit.Count, "Operations that certainly did not happen.", ByClient),
        One(
            "rolled_back_writes",
            [],
            MetricUnit.Count,
            "Applied writes that a replica took back.",
            ByWorkload
        ),
        One(
            "rpo",
            ["recovery_point"],
            MetricUnit.Duration,
            "The length of time whose acknowledged writes are not all there after the first fault of the window.",
            ByWorkload
        ),
        One(
            "rto",
            ["recovery_time"],
            MetricUnit.Duration,
            "From the first fault of the window until clients are served again for five seconds.",
            ByWorkload
        ),
        One(
            "rto_decide",
            [],
            MetricUnit.Duration,
            "The part of rto from detection to a new primary.",
            ByWorkload
        ),
        One("rto_detect", [], MetricUnit.Duration, "The part of rto until a component noticed.", ByWorkload),
        One(
            "rto_move",
            [],
            MetricUnit.Duration,
            "The part of rto from the new primary's election until it or its router serves.",
            ByWorkload
        ),
        One("rto_warm_up", [], MetricUnit.Duration, "The rest of rto, until clients are served.", ByWorkload),
        One(
            "stale_reads",
            [],
            MetricUnit.Count,
            "Successful reads of a value that had already been replaced.",
            ByClient
        ),
        Many(
            "staleness",
            [],
            MetricUnit.Duration,
            "How long before the read the value that it returned had been replaced.",
            ByClient
        ),
        One("throughput", [], MetricUnit.Rate, "Operations that succeeded, a second.", ByClient),
        One(
            "time_to_alert",
            [],
            MetricUnit.Duration,
            "From the first fault until an alert under slo fired.",
            ByAlert
        ),
        One(
            "unavailability",
            ["downtime"],
            MetricUnit.Duration,
            "The longest time without a success.",
            ByClient
        ),
    ];

    /// <summary>What a component measures about itself: <c>products-db.reads</c>.</summary>
    public static IEnumerable<MetricDefinition> Of(PlannedComponent component) =>
        component.Kind.Metrics.Select(metric => new MetricDefinition(
            $"{component.Name}.{metric.Name}",
            [],
            metric.Unit,
            metric.Summary,
            IsDistribution: metric.Shape != MetricShape.Count,
            metric.Labels
        ));

    private static MetricDefinition One(
        string name,
        string[] aliases,
        MetricUnit unit,
        string summary,
        string[] filterKeys
    ) => new(name, aliases, unit, summary, IsDistribution: false, filterKeys);

    private static MetricDefinition Many(
        string name,
        string[] aliases,
        MetricUnit unit,
        string summary,
        string[] filterKeys
    ) => new(name, aliases, unit, summary, IsDistribution: true, filterKeys);
}
