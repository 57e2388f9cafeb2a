using Simulation.Scenarios.Running;

namespace Simulation.Scenarios.Search;

/// <summary>
/// What two failed runs must share to count as the same failure: the claim that broke, on which workloads, and
/// the classes of the faults that touched something.
/// </summary>
/// <param name="Claim">The first failed expectation as written, or <c>model: anomaly</c> without one.</param>
/// <param name="Anomalies">Names of the anomalies found, sorted, each once.</param>
/// <param name="Workloads">Names of the workloads whose models failed, sorted, each once.</param>
/// <param name="FaultClasses">Kinds of the faults that touched something, sorted, each once.</param>
public sealed record FailureSignature(string Claim, string Anomalies, string Workloads, string FaultClasses)
{
    /// <summary>The signature of a run; null when nothing failed. Warnings do not count.</summary>
    public static FailureSignature? Of(RunResult result)
    {
        List<ModelOutcome> models =
        [
            .. result.Models.Where(model => model is { Judgement: Judgement.Failed, IsWarning: false }),
        ];
        ExpectationOutcome? expectation = result.Expectations.FirstOrDefault(one =>
            one is { Judgement: Judgement.Failed, IsWarning: false }
        );
        if (expectation is null && models.Count == 0)
        {
            return null;
        }

        return new FailureSignature(
            expectation?.That ?? $"{models[0].Model}: {models[0].Anomaly}",
            Sorted(models.Select(model => model.Anomaly)),
            Sorted(models.Select(model => model.Workload)),
            Sorted(result.Faults.Where(fault => !fault.TouchedNothing).Select(fault => fault.Kind))
        );
    }

    /// <summary>
    /// Whether another failure breaks the same claim, whatever the faults around it: what shrinking must keep.
    /// </summary>
    public bool BreaksTheSame(FailureSignature? other) => other is not null && other.Claim == Claim;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join("; ", new[] { Claim, Anomalies, Workloads, FaultClasses }.Where(part => part.Length > 0));

    private static string Sorted(IEnumerable<string> names) =>
        string.Join(
            ", ",
            names
                .Where(name => name.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );
}
