namespace Simulation.Kernel.Metrics;

/// <summary>Something that a component measures about itself.</summary>
/// <param name="Name">Its name in kebab-case; expectations say <c>component.name</c>.</param>
/// <param name="Shape">How its values add up.</param>
/// <param name="Unit">What it is measured in.</param>
/// <param name="Summary">What it says, in a sentence.</param>
/// <param name="Labels">What tells its series apart, such as <c>shard</c>.</param>
public sealed record ComponentMetric(
    string Name,
    MetricShape Shape,
    MetricUnit Unit,
    string Summary,
    IReadOnlyList<string> Labels
)
{
    /// <summary>Something that is counted, a <see cref="CountSeries"/>.</summary>
    public static ComponentMetric Count(
        string name,
        MetricUnit unit,
        string summary,
        params IReadOnlyList<string> labels
    ) => new(name, MetricShape.Count, unit, summary, labels);

    /// <summary>Something that goes up and down, a <see cref="LevelSeries"/>.</summary>
    public static ComponentMetric Level(
        string name,
        MetricUnit unit,
        string summary,
        params IReadOnlyList<string> labels
    ) => new(name, MetricShape.Level, unit, summary, labels);

    /// <summary>Something that has a value each time, a <see cref="SampleSeries"/>.</summary>
    public static ComponentMetric Samples(
        string name,
        MetricUnit unit,
        string summary,
        params IReadOnlyList<string> labels
    ) => new(name, MetricShape.Samples, unit, summary, labels);
}

/// <summary>How the values of a metric add up.</summary>
public enum MetricShape
{
    /// <summary>A number of things that happened.</summary>
    Count,

    /// <summary>A level that goes up and down.</summary>
    Level,

    /// <summary>One value a sample.</summary>
    Samples,
}

/// <summary>What a metric is measured in.</summary>
public enum MetricUnit
{
    /// <summary>A plain number.</summary>
    Count,

    /// <summary>A length of simulated time.</summary>
    Duration,

    /// <summary>A part of a whole, written in percent.</summary>
    Ratio,

    /// <summary>So many a second.</summary>
    Rate,

    /// <summary>A size.</summary>
    Bytes,

    /// <summary>An amount of money, in millionths of a dollar.</summary>
    Money,
}
