using System.Diagnostics;
using System.Globalization;

namespace Simulation.Benchmarks.Checkers;

/// <summary>The plain command <c>checkers</c>: how long verdicts take, beside what other tools need.</summary>
internal static class CheckersCommand
{
    private static readonly IReadOnlyList<CheckerRow> Rows =
    [
        .. LinearizabilityRow.All,
        ListAppendRow.Long,
        ListAppendRow.AllModels,
        ListAppendRow.Broken,
        ListAppendRow.VeryLong,
        .. RegisterRow.All,
    ];

    /// <summary>
    /// Prints a line a row: the verdict, the first and the best time of several rounds and the processor's, what
    /// one round allocates, and the largest memory of the process so far, which speaks of a row only when it
    /// runs alone.
    /// </summary>
    /// <param name="name">The row to run, or null for all.</param>
    /// <param name="rounds">How often each is judged, from 1.</param>
    public static void Run(string? name, int rounds)
    {
        foreach (CheckerRow row in Rows.Where(row => name is null || row.Name == name))
        {
            Func<string> judge = row.Prepare();
            List<double> seconds = [];
            List<double> processorSeconds = [];
            using var process = Process.GetCurrentProcess();
            string verdict = "";
            long before = GC.GetTotalAllocatedBytes();
            for (int round = 0; round < rounds; round++)
            {
                process.Refresh();
                TimeSpan spent = process.TotalProcessorTime;
                var watch = Stopwatch.StartNew();
                verdict = judge();
                seconds.Add(watch.Elapsed.TotalSeconds);
                process.Refresh();
                processorSeconds.Add((process.TotalProcessorTime - spent).TotalSeconds);
            }

            long allocated = (GC.GetTotalAllocatedBytes() - before) / rounds;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Name}: {verdict}; first {seconds[0]:F3} s, best {seconds.Min():F3} s, processor {processorSeconds.Min():F3} s, "
                )
                    + string.Create(
                        CultureInfo.InvariantCulture,
                        $"{allocated >> 20} MB a round, peak {process.PeakWorkingSet64 >> 20} MB "
                    )
                    + $"(anchor: {row.Anchor}; goal: {row.Goal})"
            );
        }
    }
}
