using System.Diagnostics;
using Simulation.Campaigns;
using Simulation.Campaigns.Storage;

namespace Simulation.Benchmarks.Campaigns;

/// <summary>Trials that keep a core busy for 1 ms each, in this process.</summary>
internal sealed class MillisecondTrials : ITrialRunner
{
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(1);

    /// <summary>How long a loop takes for so many.</summary>
    public static TimeSpan Bare(int trials)
    {
        var watch = Stopwatch.StartNew();
        for (int trial = 0; trial < trials; trial++)
        {
            RunOne(trial);
        }

        return watch.Elapsed;
    }

    /// <summary>How long a campaign with one slot takes for them, from its plan to the last stored result.</summary>
    public static async Task<TimeSpan> CampaignAsync(CampaignNode node, string name, int trials)
    {
        var watch = Stopwatch.StartNew();
        Progress progress = await node.PlanAsync(name, new Plan(name, trials, name)).ConfigureAwait(false);
        while (progress.Done < trials)
        {
            await Task.Delay(5).ConfigureAwait(false);
            progress = await node.ProgressAsync(name).ConfigureAwait(false);
        }

        return watch.Elapsed;
    }

    /// <summary>A node of one slot, its campaigns stored in a file.</summary>
    public static async Task<CampaignNode> NodeAsync(string file)
    {
        CampaignNode node = await CampaignNode
            .CoordinateAsync(CampaignStore.Open(file), NodeAddress.Loopback, [], TimeSpan.FromSeconds(30))
            .ConfigureAwait(false);
        node.AddSlot(_ => new MillisecondTrials());
        return node;
    }

    /// <inheritdoc/>
    public TrialResult[] Run(IReadOnlyList<int> trials) => [.. trials.Select(RunOne)];

    /// <inheritdoc/>
    public void Dispose() { }

    private static TrialResult RunOne(int trial)
    {
        long end = Stopwatch.GetTimestamp() + (long)(Length.TotalSeconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < end)
        {
            Thread.SpinWait(20);
        }

        return new TrialResult(trial, TrialVerdict.Held, "abcdef", "0123456789abcdef", "", "", 1_000);
    }
}
