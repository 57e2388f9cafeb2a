using System.Diagnostics;
using System.Globalization;

namespace Simulation.Benchmarks.RequestResponse;

/// <summary>The plain commands <c>request-response</c> and <c>tiny</c>: one line of figures each.</summary>
internal static class RequestResponseCommand
{
    /// <summary>
    /// Prints <c>simlab request-response N M wall_seconds messages_per_second peak_rss_mib</c>.
    /// </summary>
    public static void Run(int nodes, long messages)
    {
        var watch = Stopwatch.StartNew();
        RequestResponseWorkload.Run(seed: 1, nodes, messages);
        double seconds = watch.Elapsed.TotalSeconds;
        Print(
            $"simlab request-response {nodes} {messages} {seconds:F3} {messages / seconds:F0} {PeakMebibytes()}"
        );
    }

    /// <summary>Prints <c>simlab tiny N M wall_seconds runs_per_second peak_rss_mib</c>.</summary>
    public static void RunTiny()
    {
        const int Nodes = 5;
        const int Messages = 100;
        var watch = Stopwatch.StartNew();
        ulong runs = 0;
        while (watch.Elapsed < TimeSpan.FromSeconds(3))
        {
            RequestResponseWorkload.Run(seed: ++runs, Nodes, Messages);
        }

        double seconds = watch.Elapsed.TotalSeconds;
        Print($"simlab tiny {Nodes} {Messages} {seconds:F3} {runs / seconds:F0} {PeakMebibytes()}");
    }

    private static long PeakMebibytes() => Process.GetCurrentProcess().PeakWorkingSet64 >> 20;

    private static void Print(FormattableString line) =>
        Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
