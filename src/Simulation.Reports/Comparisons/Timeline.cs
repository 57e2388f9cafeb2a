using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Comparisons;

/// <summary>What clients saw of one design, second by second, all seeds together.</summary>
/// <param name="Design">The design.</param>
/// <param name="Seconds">In order, from the beginning of the run.</param>
public sealed record Timeline(Design Design, IReadOnlyList<TimelineSecond> Seconds)
{
    /// <summary>One timeline for each design that has the workload.</summary>
    public static IReadOnlyList<Timeline> Of(Report report, string workload)
    {
        List<Timeline> timelines = [];
        foreach (Design design in report.Designs)
        {
            List<WorkloadOutcome> outcomes = ClientView.Outcomes(design, workload);
            if (outcomes.Count > 0)
            {
                timelines.Add(new Timeline(design, Join(outcomes)));
            }
        }

        return timelines;
    }

    /// <summary>The regions whose clients were measured, sorted by name.</summary>
    public static IReadOnlyList<string> Regions(IReadOnlyList<Timeline> timelines) =>
        [
            .. timelines
                .SelectMany(timeline => timeline.Seconds)
                .SelectMany(second => second.Regions)
                .Select(region => region.Region)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    private static List<TimelineSecond> Join(List<WorkloadOutcome> outcomes)
    {
        int length = outcomes.Max(outcome => outcome.Seconds.Count);
        List<long>[] latencies = outcomes.Count == 1 ? [] : Latencies(outcomes, length);
        List<TimelineSecond> joined = new(length);
        for (int second = 0; second < length; second++)
        {
            List<SecondOutcome> parts =
            [
                .. outcomes
                    .Where(outcome => second < outcome.Seconds.Count)
                    .Select(outcome => outcome.Seconds[second]),
            ];
            bool single = outcomes.Count == 1;
            joined.Add(
                new TimelineSecond(
                    second,
                    (double)parts.Sum(part => part.Succeeded) / parts.Count,
                    single ? parts[0].LatencyP50 : WindowPool.Quantile(Sorted(latencies[second]), 50),
                    single ? parts[0].LatencyP99 : WindowPool.Quantile(Sorted(latencies[second]), 99),
                    WindowPool.Regions(parts.SelectMany(part => part.Regions))
                )
            );
        }

        return joined;
    }

    private static List<long>[] Latencies(List<WorkloadOutcome> outcomes, int length)
    {
        List<long>[] bySecond = new List<long>[length];
        for (int second = 0; second < length; second++)
        {
            bySecond[second] = [];
        }

        foreach (Operation operation in outcomes.SelectMany(outcome => outcome.History.Operations))
        {
            int second = (int)(operation.Invoked.Nanoseconds / 1_000_000_000);
            if (operation is { IsAnswered: true, Completed: { } completed } && second < length)
            {
                bySecond[second].Add((completed - operation.Invoked).Nanoseconds);
            }
        }

        return bySecond;
    }

    private static long[] Sorted(List<long> values)
    {
        values.Sort();
        return [.. values];
    }
}

/// <summary>One second of a timeline.</summary>
/// <param name="Second">Counted from 0.</param>
/// <param name="SucceededPerSecond">Operations invoked in it that succeeded, the mean over seeds.</param>
/// <param name="LatencyP50">Their median latency; null without any.</param>
/// <param name="LatencyP99">Their 99th percentile; null without any.</param>
/// <param name="Regions">Availability by client region, sorted by name.</param>
public sealed record TimelineSecond(
    int Second,
    double SucceededPerSecond,
    SimDuration? LatencyP50,
    SimDuration? LatencyP99,
    IReadOnlyList<RegionAvailability> Regions
)
{
    /// <summary>The share of operations of a region's clients that succeeded; null where none was asked.</summary>
    public double? Share(string region)
    {
        RegionAvailability? share = Regions.FirstOrDefault(each =>
            string.Equals(each.Region, region, StringComparison.Ordinal)
        );
        return share is null || share.Invoked == 0 ? null : (double)share.Succeeded / share.Invoked;
    }
}
