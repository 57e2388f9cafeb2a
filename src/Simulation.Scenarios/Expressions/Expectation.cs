using Simulation.Kernel.Metrics;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Expressions;

/// <summary>A checked sentence of <c>expect:</c>; all names in it are canonical and exist.</summary>
public abstract record Expectation
{
    private Expectation() { }

    /// <summary>A metric keeps a limit: <c>p99(latency) &lt; 60ms</c>.</summary>
    /// <param name="Metric">What is measured.</param>
    /// <param name="Operator">How it relates to the limit.</param>
    /// <param name="Limit">The limit, in the unit of the call's result; of a quotient, a plain number or a
    /// share.</param>
    public sealed record Compare(MetricCall Metric, Comparison Operator, Quantity Limit) : Expectation
    {
        /// <summary>What the metric is divided by, in the same unit; null for nothing.</summary>
        public MetricCall? Divisor { get; init; }

        /// <summary>The unit of the metric, and of its divisor.</summary>
        public required MetricUnit Unit { get; init; }
    }

    /// <summary>A history satisfies one model: <c>history(shoppers) is linearizable</c>.</summary>
    public sealed record IsModel(string Workload, string Model) : Expectation;

    /// <summary>A history satisfies several models, each by itself.</summary>
    public sealed record Satisfies(string Workload, IReadOnlyList<string> Models) : Expectation;

    /// <summary>The replicas agreed again soon enough.</summary>
    public sealed record ConvergedWithin(SimDuration Limit) : Expectation;

    /// <summary>An event did not happen.</summary>
    public sealed record Never(string EventName) : Expectation;

    /// <summary>An alert fired, in time where that is said: <c>alert(page) fired within 2m</c>.</summary>
    public sealed record AlertFired(string Alert, SimDuration? Limit) : Expectation;

    /// <summary>An alert did not fire: <c>alert(page) never fired</c>.</summary>
    public sealed record AlertQuiet(string Alert) : Expectation;

    /// <summary>A condition under <c>stop:</c> ended the run early.</summary>
    public sealed record RunStopped : Expectation;
}

/// <summary>How a measured value has to relate to a limit.</summary>
public enum Comparison
{
    /// <summary>Written <c>&lt;</c>.</summary>
    Less,

    /// <summary>Written <c>&lt;=</c>.</summary>
    LessOrEqual,

    /// <summary>Written <c>&gt;</c>.</summary>
    Greater,

    /// <summary>Written <c>&gt;=</c>.</summary>
    GreaterOrEqual,

    /// <summary>Written <c>==</c>.</summary>
    Equal,

    /// <summary>Written <c>!=</c>.</summary>
    NotEqual,
}
