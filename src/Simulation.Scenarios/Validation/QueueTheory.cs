using System.Globalization;

namespace Simulation.Scenarios.Validation;

/// <summary>How long jobs stay at a work station, and how many it turns away.</summary>
internal static class QueueTheory
{
    private const double NarrowEnough = 0.02;

    public static ValidationRow Row { get; } =
        new(
            "QUEUE",
            "A work station under Poisson arrivals and exponential service; times in mean service times.",
            "Kleinrock, \"Queueing Systems\", volume 1, Wiley 1975, sections 3.2 to 3.6 and 5.12",
            Ask
        );

    private static IEnumerable<KnownAnswer> Ask(Effort effort)
    {
        // The longer the queue and the rarer the loss, the more jobs an interval takes to be narrow.
        yield return Stay(Trial(1, 1, 0.5, 500_000, effort), effort);
        yield return LongestStay(Trial(2, 1, 0.5, 1_200_000, effort), effort);
        yield return Stay(Trial(3, 1, 0.8, 2_500_000, effort), effort);
        yield return Stay(Trial(4, 1, 0.9, 9_000_000, effort), effort);
        yield return Wait(Trial(5, 2, 0.8, 4_500_000, effort), 1.777778, effort);
        yield return Wait(Trial(6, 4, 0.8, 4_500_000, effort), 0.745541, effort);
        yield return Wait(Trial(7, 8, 0.8, 7_000_000, effort), 0.286028, effort);
        yield return Loss(Trial(8, 1, 0.8, 5_000_000, effort) with { QueueLimit = 9 }, 0.0234929, effort);
        yield return Loss(Trial(9, 10, 0.8, 500_000, effort) with { QueueLimit = 0 }, 0.1216611, effort);
    }

    /// <summary>M/M/1: the stay is exponential with mean 1/(1 - load).</summary>
    internal static KnownAnswer Stay(StationTrial trial, Effort effort) =>
        Answer("mean stay", trial, 1 / (1 - trial.Load), window => window.Stays.Average(), effort);

    /// <summary>M/M/1: ln 100 times the mean.</summary>
    internal static KnownAnswer LongestStay(StationTrial trial, Effort effort) =>
        Answer("p99 of stays", trial, 4.60517 / (1 - trial.Load), P99, effort);

    /// <summary>M/M/c, by the formula that is called Erlang C.</summary>
    internal static KnownAnswer Wait(StationTrial trial, double published, Effort effort) =>
        Answer("mean wait", trial, published, window => window.Waits.Average(), effort);

    /// <summary>M/M/1/K, and M/M/c/c by the formula that is called Erlang B.</summary>
    internal static KnownAnswer Loss(StationTrial trial, double published, Effort effort) =>
        Answer("share lost", trial, published, window => window.LossRatio, effort);

    private static StationTrial Trial(ulong seed, int workers, double load, int jobs, Effort effort) =>
        new()
        {
            Seed = seed,
            Workers = workers,
            Load = load,
            Jobs = effort.Of(jobs),
        };

    private static double P99(StationWindow window)
    {
        double[] ascending = [.. window.Stays.Order()];
        return Estimate.Quantile(ascending, 0.99).Value;
    }

    private static KnownAnswer Answer(
        string what,
        StationTrial trial,
        double published,
        Func<StationWindow, double> measure,
        Effort effort
    )
    {
        string room = trial.QueueLimit is { } limit ? $", {trial.Workers + limit} places" : "";
        string setting = string.Create(
            CultureInfo.InvariantCulture,
            $"{what}, {trial.Workers} workers{room}, load {trial.Load:0.0}"
        );
        return Doubt.Settle(attempt => new KnownAnswer(
            setting,
            published,
            Measure(trial.Asked(attempt), measure),
            effort.Judge(Tolerance.InIntervalOf(NarrowEnough))
        ));
    }

    private static Estimate Measure(StationTrial trial, Func<StationWindow, double> measure)
    {
        IReadOnlyList<StationWindow> windows = trial.Run();
        return Estimate.Mean([.. windows.Select(measure)]) with
        {
            SampleCount = windows.Sum(window => window.Entered + window.Rejected),
        };
    }
}
