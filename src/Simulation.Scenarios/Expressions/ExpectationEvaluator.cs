using System.Globalization;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Running;

namespace Simulation.Scenarios.Expressions;

/// <summary>Judges expectations by what was measured. What was not measured is unknown, never held.</summary>
public static class ExpectationEvaluator
{
    /// <summary>Judges one expectation.</summary>
    /// <param name="expectation">The expectation, checked.</param>
    /// <param name="measurements">What the run gave.</param>
    /// <param name="window">
    /// The part of the run that it is about; verdicts on models are about the whole run.
    /// </param>
    public static Evaluation Evaluate(Expectation expectation, IMeasurements measurements, Window window) =>
        expectation switch
        {
            Expectation.Compare compare => Compare(compare, measurements, window),
            Expectation.IsModel claim => Models(claim.Workload, [claim.Model], measurements),
            Expectation.Satisfies claim => Models(claim.Workload, claim.Models, measurements),
            Expectation.ConvergedWithin claim => Converged(claim.Limit, measurements.ConvergedAfter(window)),
            Expectation.Never claim => Never(
                claim.EventName,
                measurements.HappeningCount(claim.EventName, window)
            ),
            Expectation.AlertFired claim => Fired(
                claim,
                measurements.FirstFired(claim.Alert, window),
                window
            ),
            Expectation.AlertQuiet claim => Quiet(claim, measurements.FirstFired(claim.Alert, window)),
            Expectation.RunStopped => Stopped(measurements.StoppedBecause),
            _ => throw new InvalidOperationException($"expectation {expectation.GetType().Name}"),
        };

    private static Evaluation Compare(Expectation.Compare claim, IMeasurements measurements, Window window)
    {
        Measurement? measurement = measurements.Measure(claim.Metric.Metric, claim.Metric.Filters, window);
        string said = Said(claim.Metric);
        if (measurement is Measurement.Endless)
        {
            return Endless(claim.Operator, said, window);
        }

        Quantity? value = Value(claim.Metric, measurement, claim.Unit, window);
        if (claim.Divisor is { } divisor)
        {
            Measurement? below = measurements.Measure(divisor.Metric, divisor.Filters, window);
            Quantity? whole = Value(divisor, below, claim.Unit, window);
            value = value is null || whole is null ? null : value.DividedBy(whole, claim.Limit.Unit);
            said += " / " + Said(divisor);
        }
        if (value is null)
        {
            return new Evaluation(
                Judgement.Unknown,
                "",
                $"Nothing measured {said} between {window.Start} and {window.End}."
            );
        }
        int order = value.Against(claim.Limit);
        bool holds = claim.Operator switch
        {
            Comparison.Less => order < 0,
            Comparison.LessOrEqual => order <= 0,
            Comparison.Greater => order > 0,
            Comparison.GreaterOrEqual => order >= 0,
            Comparison.Equal => order == 0,
            Comparison.NotEqual => order != 0,
            _ => throw new InvalidOperationException($"comparison {claim.Operator}"),
        };
        string because = $"{said} was {value}{Source(measurement)} between {window.Start} and {window.End}.";
        return holds
            ? new Evaluation(Judgement.Held, value.ToString(), "")
            : new Evaluation(Judgement.Failed, value.ToString(), because);
    }

    /// <summary>What never ended was longer than any limit.</summary>
    private static Evaluation Endless(Comparison comparison, string said, Window window) =>
        comparison is Comparison.Greater or Comparison.GreaterOrEqual or Comparison.NotEqual
            ? new Evaluation(Judgement.Held, "never", "")
            : new Evaluation(
                Judgement.Failed,
                "never",
                $"{said} had not ended at {window.End}, when the run did."
            );

    private static Quantity? Value(
        MetricCall call,
        Measurement? measurement,
        MetricUnit unit,
        Window window
    ) => measurement is null ? null : MeasuredValue.Of(measurement, call.Aggregate, unit, window);

    private static Evaluation Models(
        string workload,
        IReadOnlyList<string> models,
        IMeasurements measurements
    )
    {
        Evaluation? undecided = null;
        foreach (string model in models)
        {
            ModelOutcome? outcome = measurements.VerdictOf(workload, model);
            switch (outcome?.Judgement)
            {
                case Judgement.Held:
                    break;
                case Judgement.Failed:
                    string was = outcome.Anomaly.Length > 0 ? outcome.Anomaly : $"not {model}";
                    return new Evaluation(Judgement.Failed, was, outcome.Because);
                default:
                    undecided ??= new Evaluation(
                        Judgement.Unknown,
                        "",
                        outcome?.Because ?? $"Nobody checked the history of {workload} against {model}."
                    );
                    break;
            }
        }
        return undecided ?? new Evaluation(Judgement.Held, "", "");
    }

    private static Evaluation Converged(SimDuration limit, Convergence convergence) =>
        convergence switch
        {
            Convergence.After after when after.Delay <= limit => new Evaluation(
                Judgement.Held,
                after.Delay.ToString(),
                ""
            ),
            Convergence.After after => new Evaluation(
                Judgement.Failed,
                after.Delay.ToString(),
                $"The replicas agreed again after {after.Delay} only."
            ),
            Convergence.Never => new Evaluation(
                Judgement.Failed,
                "never",
                "The replicas still differed at the end."
            ),
            Convergence.Unmeasured => new Evaluation(Judgement.Unknown, "", "Nobody compared the replicas."),
            _ => throw new InvalidOperationException($"convergence {convergence.GetType().Name}"),
        };

    private static Evaluation Never(string name, int count) =>
        count == 0
            ? new Evaluation(Judgement.Held, "", "")
            : new Evaluation(
                Judgement.Failed,
                count == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} times"),
                $"The event {name} happened."
            );

    private static Evaluation Fired(Expectation.AlertFired claim, SimTime? fired, Window window)
    {
        if (fired is not { } at)
        {
            return new Evaluation(
                Judgement.Failed,
                "never",
                $"The alert {claim.Alert} did not fire between {window.Start} and {window.End}."
            );
        }
        SimDuration after = at - window.Start;
        return claim.Limit is null || after <= claim.Limit
            ? new Evaluation(Judgement.Held, after.ToString(), "")
            : new Evaluation(
                Judgement.Failed,
                after.ToString(),
                $"The alert {claim.Alert} fired at {at} only."
            );
    }

    private static Evaluation Quiet(Expectation.AlertQuiet claim, SimTime? fired) =>
        fired is { } at
            ? new Evaluation(Judgement.Failed, at.ToString(), $"The alert {claim.Alert} fired at {at}.")
            : new Evaluation(Judgement.Held, "", "");

    private static Evaluation Stopped(string? because) =>
        because is not null
            ? new Evaluation(Judgement.Held, because, "")
            : new Evaluation(Judgement.Failed, "ran to its end", "No condition under stop: came true.");

    private static string Said(MetricCall call)
    {
        string filters = string.Join(", ", call.Filters.Select(filter => $"{filter.Key}={filter.Value}"));
        string inner = filters.Length == 0 ? call.Metric : $"{call.Metric}{{{filters}}}";
        return call.Aggregate is { } aggregate
            ? $"{aggregate.ToString().ToLowerInvariant()}({inner})"
            : inner;
    }

    private static string Source(Measurement? measurement) =>
        measurement switch
        {
            Measurement.Samples samples => string.Create(
                CultureInfo.InvariantCulture,
                $" from {samples.Values.Count:N0} samples"
            ),
            Measurement.Share share => string.Create(
                CultureInfo.InvariantCulture,
                $" ({share.Part:N0} of {share.Whole:N0})"
            ),
            _ => "",
        };
}

/// <summary>What came of an expectation.</summary>
/// <param name="Judgement">The verdict.</param>
/// <param name="Was">What was measured, such as <c>6.2s</c>; empty when there is no number.</param>
/// <param name="Because">Why it failed or is unknown, in a sentence; empty when it held.</param>
public sealed record Evaluation(Judgement Judgement, string Was, string Because);
