using System.Diagnostics;
using System.Globalization;
using Simulation.Campaigns;

namespace Simulation.Benchmarks.Campaigns;

/// <summary>
/// The plain command <c>campaigns</c>: what a campaign costs around its trials, how it grows with slots, and how
/// fast it is up. Each line ends with the target and whether it was met.
/// </summary>
internal static class CampaignsCommand
{
    private const int Rounds = 3;
    private const int Milliseconds = 4_000;

    /// <summary>Prints the lines, and the load average of the machine, which they depend on.</summary>
    /// <param name="trials">How many tiny trials a sweep has.</param>
    public static async Task RunAsync(int trials)
    {
        string folder = Directory.CreateTempSubdirectory("simlab-benchmark-").FullName;
        try
        {
            Print($"load {Load()}");
            await OverheadAsync(folder).ConfigureAwait(false);
            Sweeps(folder, trials);
            Print($"simlab cluster-of-3-workers {ClusterSeconds(folder):F2} s  (target < 5 s)");
            Print($"load {Load()}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A bare loop and a campaign in turn, so that other load on the machine meets both.</summary>
    private static async Task OverheadAsync(string folder)
    {
        CampaignNode node = await MillisecondTrials
            .NodeAsync(Path.Combine(folder, "overhead.db"))
            .ConfigureAwait(false);
        await using (node.ConfigureAwait(false))
        {
            await MillisecondTrials.CampaignAsync(node, "warm-up", 500).ConfigureAwait(false);
            List<double> ratios = [];
            for (int round = 0; round < Rounds; round++)
            {
                TimeSpan bare = MillisecondTrials.Bare(Milliseconds);
                TimeSpan campaign = await MillisecondTrials
                    .CampaignAsync(node, $"round-{round}", Milliseconds)
                    .ConfigureAwait(false);
                ratios.Add(campaign / bare);
            }

            Print($"simlab overhead-per-1ms-trial {Median(ratios) - 1:P1}  (target < 20 %)");
        }
    }

    private static void Sweeps(string folder, int trials)
    {
        File.WriteAllText(Path.Combine(folder, "tiny.yaml"), TinyTrials.Text);
        List<double> ratios = [];
        List<double> rates = [];
        for (int round = 0; round < Rounds; round++)
        {
            double one = SweepSeconds(folder, trials, jobs: 1, round);
            double two = SweepSeconds(folder, trials, jobs: 2, round);
            ratios.Add(one / two);
            rates.Add(trials / two);
        }

        Print($"simlab sweep-2-slots-against-1 {Median(ratios):F2}x  (target >= 1.8x)");
        Print($"simlab sweep-of-tiny-trials {trials} {Median(rates):F0}/s  (target >= 2,000/s)");
    }

    /// <summary>From the start of the process to its end, the compiling of the code included.</summary>
    private static double SweepSeconds(string folder, int trials, int jobs, int round)
    {
        var watch = Stopwatch.StartNew();
        using SweepProcess sweep = new(
            "sweep",
            Path.Combine(folder, "tiny.yaml"),
            "--seeds",
            $"1..{trials}",
            "--jobs",
            $"{jobs}",
            "--out",
            Path.Combine(folder, $"sweep-{jobs}-{round}")
        );
        sweep.Finish();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>From the start of the first process until all three workers run trials.</summary>
    private static double ClusterSeconds(string folder)
    {
        const string Address = "127.0.0.1:5391";
        var watch = Stopwatch.StartNew();
        using SweepProcess sweep = new(
            "sweep",
            Path.Combine(folder, "tiny.yaml"),
            "--seeds",
            "1..1000000",
            "--only-coordinate",
            "--listen",
            Address,
            "--out",
            Path.Combine(folder, "cluster")
        );
        using SweepProcess first = Worker(Address);
        using SweepProcess second = Worker(Address);
        using SweepProcess third = Worker(Address);
        SweepProcess[] workers = [first, second, third];
        while (workers.Any(worker => worker.Slots == 0) && watch.Elapsed < TimeSpan.FromMinutes(1))
        {
            Thread.Sleep(20);
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static SweepProcess Worker(string address) => new("worker", "--jobs", "1", "--join", address);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static void Print(FormattableString line) =>
        Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
