using System.Globalization;
using Simulation.Kernel.Time;

namespace Simulation.Reports.Comparisons;

/// <summary>A number that designs are compared by; each run, which is each seed, gives one.</summary>
/// <param name="Name">Its name, as <c>--fail-on</c> takes it.</param>
/// <param name="IsMoreBetter">Whether a larger number is the better one.</param>
/// <param name="Show">Writes it for people.</param>
public sealed record Measure(string Name, bool IsMoreBetter, Func<double, string> Show)
{
    /// <summary>Succeeded of all operations.</summary>
    public static Measure Availability { get; } = new("availability", true, Percent);

    /// <summary>Succeeded operations a second of simulated time.</summary>
    public static Measure Throughput { get; } = new("throughput", true, value => Number(value) + "/s");

    /// <summary>The median latency in nanoseconds.</summary>
    public static Measure LatencyP50 { get; } = new("p50", false, Nanoseconds);

    /// <summary>The 99th percentile of the latency in nanoseconds.</summary>
    public static Measure LatencyP99 { get; } = new("p99", false, Nanoseconds);

    /// <summary>Stale of all reads.</summary>
    public static Measure StaleReads { get; } = new("stale-reads", false, Percent);

    /// <summary>Acknowledged writes that are gone.</summary>
    public static Measure LostWrites { get; } = new("lost-writes", false, Number);

    /// <summary>Transactions that were undone.</summary>
    public static Measure Aborts { get; } = new("aborts", false, Number);

    /// <summary>Messages sent for each operation asked.</summary>
    public static Measure Messages { get; } = new("messages-per-operation", false, Number);

    /// <summary>All measures, in the order in which they are shown.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [Availability, Throughput, LatencyP50, LatencyP99, StaleReads, LostWrites, Aborts, Messages];

    private static string Percent(double share) =>
        (share * 100).ToString("0.0#", CultureInfo.InvariantCulture) + "%";

    private static string Number(double value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);

    private static string Nanoseconds(double value) => Figures.Length(new SimDuration((long)value));
}
