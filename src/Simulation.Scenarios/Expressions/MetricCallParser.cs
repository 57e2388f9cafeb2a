using Simulation.Kernel.Metrics;

namespace Simulation.Scenarios.Expressions;

/// <summary>
/// Reads what an expectation measures: <c>p99(latency, region=us)</c>, <c>availability{region=us}</c>.
/// </summary>
internal static class MetricCallParser
{
    private static readonly (string Name, Aggregate Aggregate)[] Aggregates =
    [
        ("p50", Aggregate.P50),
        ("p90", Aggregate.P90),
        ("p95", Aggregate.P95),
        ("p99", Aggregate.P99),
        ("p999", Aggregate.P999),
        ("max", Aggregate.Max),
        ("min", Aggregate.Min),
        ("mean", Aggregate.Mean),
        ("count", Aggregate.Count),
        ("rate", Aggregate.Rate),
    ];

    /// <summary>Reads one call.</summary>
    /// <param name="cursor">Stands at its first word.</param>
    /// <param name="vocabulary">The metrics that exist.</param>
    /// <param name="openers">Words that open other sentences, to suggest for a misspelt name.</param>
    /// <returns>
    /// The call and the unit of its result (null when a name in it is unknown);
    /// null when the words make no call.
    /// </returns>
    public static (MetricCall Call, MetricUnit? Unit)? Parse(
        TokenCursor cursor,
        MetricVocabulary vocabulary,
        IReadOnlyList<string> openers
    )
    {
        if (!cursor.ExpectWord("a metric", out ExpressionToken name))
        {
            return null;
        }
        var filters = new List<(ExpressionToken Key, ExpressionToken Value)>();
        Aggregate? aggregate = null;
        ExpressionToken metricName = name;
        int function = Array.FindIndex(Aggregates, known => known.Name == name.Text);
        if (cursor.TakeIf("("))
        {
            // A name that is neither is taken for whichever its bracket looks like.
            bool takesMetric = function >= 0 || (vocabulary.Metric(name.Text) is null && !cursor.SeesFilter);
            if (takesMetric && !Aggregated(cursor, filters, out metricName))
            {
                return null;
            }
            if (!takesMetric && !Filters(cursor, ")", filters))
            {
                return null;
            }
            aggregate = function >= 0 ? Aggregates[function].Aggregate : null;
        }
        else if (function >= 0)
        {
            cursor.Miss("'('", $"write {name.Text}(latency)");
            return null;
        }
        if (cursor.TakeIf("{") && !Filters(cursor, "}", filters))
        {
            return null;
        }
        bool isUnknownAggregate = function < 0 && metricName.Offset != name.Offset;
        if (isUnknownAggregate)
        {
            cursor.ReportName(
                name,
                $"no aggregate '{name.Text}'",
                Names(vocabulary).Concat(Aggregates.Select(known => known.Name))
            );
        }
        MetricDefinition? metric = vocabulary.Metric(metricName.Text);
        if (metric is null)
        {
            cursor.ReportName(
                metricName,
                $"no metric '{metricName.Text}'",
                Names(vocabulary).Concat(openers)
            );
        }
        var kept = CheckedFilters(cursor, vocabulary, metric, filters);
        MetricUnit? unit =
            metric is null || isUnknownAggregate ? null : ResultUnit(cursor, name, aggregate, metric);
        return (new MetricCall(aggregate, metric?.Name ?? metricName.Text, kept), unit);
    }

    private static IEnumerable<string> Names(MetricVocabulary vocabulary) =>
        vocabulary.Metrics.SelectMany(known => known.Aliases.Prepend(known.Name));

    private static bool Aggregated(
        TokenCursor cursor,
        List<(ExpressionToken Key, ExpressionToken Value)> filters,
        out ExpressionToken metric
    )
    {
        if (!cursor.ExpectWord("a metric", out metric))
        {
            return false;
        }
        if (cursor.TakeIf("{") && !Filters(cursor, "}", filters))
        {
            return false;
        }
        return cursor.TakeIf(")")
            || (cursor.TakeIf(",") ? Filters(cursor, ")", filters) : cursor.Miss("',' or ')'"));
    }

    private static bool Filters(
        TokenCursor cursor,
        string close,
        List<(ExpressionToken Key, ExpressionToken Value)> filters
    )
    {
        do
        {
            if (
                !cursor.ExpectWord("a filter such as region=us", out ExpressionToken key)
                || !cursor.Expect("=")
                || !cursor.ExpectWord("the filter's value", out ExpressionToken value)
            )
            {
                return false;
            }
            filters.Add((key, value));
        } while (cursor.TakeIf(","));
        return cursor.TakeIf(close) || cursor.Miss($"',' or '{close}'");
    }

    private static List<(string Key, string Value)> CheckedFilters(
        TokenCursor cursor,
        MetricVocabulary vocabulary,
        MetricDefinition? metric,
        List<(ExpressionToken Key, ExpressionToken Value)> filters
    )
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in filters)
        {
            if (metric is not null && !metric.FilterKeys.Contains(key.Text))
            {
                cursor.ReportName(key, $"'{metric.Name}' has no filter '{key.Text}'", metric.FilterKeys);
            }
            else if (vocabulary.FilterValues(key.Text) is { } values && !values.Contains(value.Text))
            {
                cursor.ReportName(value, $"no {key.Text} '{value.Text}'", values);
            }
            if (!kept.TryAdd(key.Text, value.Text))
            {
                cursor.Report(key, $"'{key.Text}' is filtered twice", null, ExpressionProblemKind.Grammar);
            }
        }
        return [.. kept.Select(pair => (pair.Key, pair.Value))];
    }

    private static MetricUnit? ResultUnit(
        TokenCursor cursor,
        ExpressionToken name,
        Aggregate? aggregate,
        MetricDefinition metric
    )
    {
        bool isCounted = metric.IsDistribution || metric.Unit == MetricUnit.Count;
        switch (aggregate)
        {
            case null when metric.IsDistribution:
                cursor.Report(
                    name,
                    $"'{metric.Name}' has many samples and needs an aggregate",
                    $"write p50({metric.Name}), p99({metric.Name}) or max({metric.Name})",
                    ExpressionProblemKind.Grammar
                );
                return null;
            case null:
                return metric.Unit;
            case Aggregate.Rate when isCounted:
                return MetricUnit.Rate;
            case Aggregate.Count when metric.IsDistribution:
                return MetricUnit.Count;
            case not null when !metric.IsDistribution:
                cursor.Report(
                    name,
                    $"'{metric.Name}' is one number and has no {name.Text}",
                    $"write {metric.Name}",
                    ExpressionProblemKind.Grammar
                );
                return null;
            default:
                return metric.Unit;
        }
    }
}
