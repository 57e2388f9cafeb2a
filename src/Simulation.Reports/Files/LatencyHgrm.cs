using System.Globalization;
using System.Text;
using Simulation.Kernel.Time;
using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Files;

/// <summary>
/// The latencies of a run as a percentile distribution in milliseconds, for HdrHistogram's plotters.
/// </summary>
/// <remarks>
/// Source: Tene, HdrHistogram, output of <c>outputPercentileDistribution</c>; values here are exact.
/// </remarks>
public static class LatencyHgrm
{
    private const int TicksPerHalving = 5;

    /// <summary>
    /// The distribution of all successful operations after the warm-up, all workloads together.
    /// </summary>
    public static string Write(RunResult run)
    {
        SimTime start = SimTime.Zero + run.Warmup;
        long[] sorted = WindowPool.Latencies(
            run.Workloads.SelectMany(workload => workload.History.Operations),
            start,
            SimTime.MaxValue
        );
        StringBuilder text = new("       Value     Percentile TotalCount 1/(1-Percentile)\n\n");
        Rows(text, sorted);
        Closing(text, sorted);
        return text.ToString();
    }

    private static void Rows(StringBuilder text, long[] sorted)
    {
        long last = -1;
        double percentile = 0;
        while (sorted.Length > 0)
        {
            long count = Math.Clamp((long)Math.Ceiling(percentile / 100 * sorted.Length), 1, sorted.Length);
            if (count == sorted.Length)
            {
                Row(text, sorted[^1], 1, sorted.Length);
                break;
            }

            if (count != last)
            {
                Row(text, sorted[count - 1], percentile / 100, count);
                last = count;
            }

            // Half as far from 100 % takes as many rows as the whole way before: the tail is where latency
            // hides.
            double left = 50;
            while (left >= 100 - percentile)
            {
                left /= 2;
            }

            percentile += left / TicksPerHalving;
        }
    }

    private static void Row(StringBuilder text, long nanoseconds, double quantile, long count)
    {
        string odds =
            quantile >= 1
                ? ""
                : " " + (1 / (1 - quantile)).ToString("0.00", CultureInfo.InvariantCulture).PadLeft(14);
        text.Append(Milliseconds(nanoseconds).PadLeft(12))
            .Append(' ')
            .Append(quantile.ToString("0.000000000000", CultureInfo.InvariantCulture).PadLeft(14))
            .Append(' ')
            .Append(count.ToString(CultureInfo.InvariantCulture).PadLeft(10))
            .Append(odds)
            .Append('\n');
    }

    private static void Closing(StringBuilder text, long[] sorted)
    {
        double mean = sorted.Length == 0 ? 0 : sorted.Average();
        double deviation =
            sorted.Length == 0
                ? 0
                : Math.Sqrt(sorted.Sum(value => (value - mean) * (value - mean)) / sorted.Length);
        long longest = sorted.Length == 0 ? 0 : sorted[^1];
        text.Append(
            CultureInfo.InvariantCulture,
            $"#[Mean    = {Cell(mean)}, StdDeviation   = {Cell(deviation)}]\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"#[Max     = {Cell(longest)}, Total count    = {sorted.Length, 12}]\n"
        );
        text.Append("#[Buckets = ")
            .Append("1".PadLeft(12))
            .Append(", SubBuckets     = ")
            .Append("1".PadLeft(12))
            .Append("]\n");
    }

    private static string Cell(double nanoseconds) => Milliseconds(nanoseconds).PadLeft(12);

    private static string Milliseconds(double nanoseconds) =>
        (nanoseconds / 1e6).ToString("0.000", CultureInfo.InvariantCulture);
}
