namespace Simulation.Reports.Reference;

/// <summary>A form that a sentence under <c>expect:</c> may have.</summary>
/// <param name="Pattern">The form, with capitals or parameters where names go.</param>
/// <param name="Summary">When it holds.</param>
/// <param name="Example">
/// A sentence that is read in a scenario with a workload <c>people</c> and the event <c>leader-elected</c>.
/// </param>
public sealed record ExpectationForm(string Pattern, string Summary, string Example)
{
    /// <summary>Every form.</summary>
    public static IReadOnlyList<ExpectationForm> All { get; } =
    [
        new(
            "metric{filters} op quantity",
            "the metric, measured over `during`, keeps the limit",
            "availability{region=us} >= 99.9%"
        ),
        new(
            "aggregate(metric, filters) op quantity",
            "the same for a metric with one value a sample",
            "p99(latency, region=us) < 60ms"
        ),
        new(
            "history(x) is MODEL",
            "the history of workload x satisfies the model",
            "history(people) is linearizable"
        ),
        new(
            "history(x) satisfies A, B",
            "the history satisfies each of the models",
            "history(people) satisfies monotonic-reads, read-your-writes"
        ),
        new(
            "converged within D",
            "all replicas agreed again so soon after the fault of `after`",
            "converged within 5s"
        ),
        new("never EVENT", "the event did not happen during `during`", "never leader-elected"),
    ];
}
