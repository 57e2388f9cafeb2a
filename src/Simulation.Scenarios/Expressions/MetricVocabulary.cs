namespace Simulation.Scenarios.Expressions;

/// <summary>The names that an expression may use.</summary>
public sealed record MetricVocabulary
{
    /// <summary>The metrics; <see cref="MetricCatalog.All"/> unless said.</summary>
    public IReadOnlyList<MetricDefinition> Metrics { get; init; } = MetricCatalog.All;

    /// <summary>The consistency models.</summary>
    public required IReadOnlyList<ModelName> Models { get; init; }

    /// <summary>The events that components tell of, such as <c>leader-elected</c>.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>The workloads of the scenario, whose histories can be judged.</summary>
    public required IReadOnlyList<string> Workloads { get; init; }

    /// <summary>The alerts of the scenario.</summary>
    public IReadOnlyList<string> Alerts { get; init; } = [];

    /// <summary>The values that a filter can have by its key; null where they are not known.</summary>
    public Func<string, IReadOnlyList<string>?> FilterValues { get; init; } = _ => null;

    /// <summary>The metric of this name or alias; null when there is none.</summary>
    public MetricDefinition? Metric(string name) =>
        Metrics.FirstOrDefault(metric => metric.Name == name || metric.Aliases.Contains(name));

    /// <summary>The canonical name of the model of this name or alias; null when there is none.</summary>
    public string? Model(string name) =>
        Models.FirstOrDefault(model => model.Name == name || model.Aliases.Contains(name))?.Name;
}

/// <summary>A consistency model's canonical name, and its other accepted names.</summary>
public sealed record ModelName(string Name, IReadOnlyList<string> Aliases);
