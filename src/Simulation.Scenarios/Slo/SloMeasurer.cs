using Simulation.Kernel.Time;
using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Running;

namespace Simulation.Scenarios.Slo;

/// <summary>Holds what clients saw against what they were promised, second by second.</summary>
internal static class SloMeasurer
{
    private const long Millionths = 1_000_000;
    private const long Thousandths = 1_000;

    /// <summary>One outcome for each promise, in the order of the file.</summary>
    public static IReadOnlyList<SloOutcome> Measure(
        ScenarioCell cell,
        IReadOnlyList<WorkloadRecord> records
    ) => [.. cell.Options.Slo.Select(slo => Measure(cell, slo, records))];

    private static SloOutcome Measure(
        ScenarioCell cell,
        SloOptions slo,
        IReadOnlyList<WorkloadRecord> records
    )
    {
        var counts = EventCounts.Of(
            records
                .Where(record => slo.Workload is null || record.History.Name == slo.Workload)
                .SelectMany(record => record.History.Operations),
            GoodEvent.Parse(slo.Good, out _)!,
            (int)Seconds(cell.Options.Duration),
            (int)Seconds(cell.Options.Warmup)
        );
        (long bad, long all) = counts.Between(
            (int)Math.Min(Seconds(cell.Options.Warmup), counts.Seconds),
            counts.Seconds
        );
        return new SloOutcome(
            slo.Name,
            slo.Good,
            slo.Objective,
            slo.Window,
            slo.Window > cell.Options.Duration,
            bad,
            all,
            Used(counts, slo),
            [.. slo.Alerts.Select(alert => Watch(counts, alert, Budget(slo)))]
        );
    }

    private static BudgetShare Used(EventCounts counts, SloOptions slo)
    {
        (Int128 bad, Int128 all) = counts.Within(counts.Seconds, Seconds(slo.Window));
        return new BudgetShare(all == 0 ? 0 : (long)(bad * Millionths * Millionths / (all * Budget(slo))));
    }

    /// <summary>The alert's state at the end of each second.</summary>
    private static AlertOutcome Watch(EventCounts counts, AlertOptions alert, long budget)
    {
        var spans = new List<AlertSpan>();
        bool isFiring = false;
        for (int second = 1; second <= counts.Seconds; second++)
        {
            bool burnsNow = Burns(counts, second, alert, alert.Over[1], budget);
            if (!isFiring && burnsNow && Burns(counts, second, alert, alert.Over[0], budget))
            {
                isFiring = true;
                spans.Add(new AlertSpan(SimTime.Zero + second.Seconds, null));
            }
            else if (isFiring && !burnsNow)
            {
                isFiring = false;
                spans[^1] = spans[^1] with { Resolved = SimTime.Zero + second.Seconds };
            }
        }

        return new AlertOutcome(alert.Name, alert.Burn, alert.Over, spans);
    }

    /// <summary>Whether the share of bad ones in a window is as many times the budget as the alert says.</summary>
    private static bool Burns(
        EventCounts counts,
        int second,
        AlertOptions alert,
        SimDuration window,
        long budget
    )
    {
        (Int128 bad, Int128 all) = counts.Within(second, Seconds(window));
        return all > 0 && bad * Millionths * Thousandths >= alert.BurnThousandths!.Value * budget * all;
    }

    private static long Budget(SloOptions slo) => Millionths - slo.Objective.Millionths;

    private static long Seconds(SimDuration length) => length.Nanoseconds / 1.Seconds.Nanoseconds;
}
