using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Simulation.Campaigns;

/// <summary>
/// A place where trials run: pulls a lease, runs it on a thread of its own, and reports until its campaign has
/// stored the results.
/// </summary>
internal sealed class SlotActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly string _campaign;
    private readonly IActorRef _region;
    private readonly Func<ITrialRunner> _open;
    private readonly SortedDictionary<int, Report> _unacknowledged = [];
    private ITrialRunner? _runner;
    private bool _isBusy;
    private int _milliseconds;
    private int _reports;

    public SlotActor(string campaign, IActorRef region, Func<ITrialRunner> open)
    {
        _campaign = campaign;
        _region = region;
        _open = open;
        Receive<Lease>(Take);
        Receive<Ended>(End);
        Receive<Acknowledge>(stored => _unacknowledged.Remove(stored.Number));
        Receive<PullNow>(_ => Pull());
        Receive<ReportAgain>(_ => SayAgain());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("report-again", new ReportAgain(), Again);
        Pull();
    }

    /// <inheritdoc/>
    protected override void PostStop() => _runner?.Dispose();

    private void Pull()
    {
        if (!_isBusy)
        {
            Say(new Pull(_milliseconds));
            Timers.StartSingleTimer("pull", new PullNow(), Again);
        }
    }

    private void Take(Lease lease)
    {
        if (_isBusy)
        {
            // The answer to a pull that was said twice: the next pull gives its trials back.
            return;
        }

        if (lease.Trials.Length == 0)
        {
            Timers.StartSingleTimer("pull", new PullNow(), Pause);
            return;
        }

        Timers.Cancel("pull");
        _isBusy = true;
        _runner ??= _open();
        ITrialRunner runner = _runner;
        IActorRef self = Self;
        var thread = new Thread(() => Run(runner, lease, self)) { IsBackground = true, Name = "trials" };
        thread.Start();
    }

    /// <summary>Runs a lease on the thread of the trials.</summary>
    private static void Run(ITrialRunner runner, Lease lease, IActorRef self)
    {
        var watch = Stopwatch.StartNew();
        TrialResult[] results = [.. lease.Trials.Select(runner.Run)];
        int each = (int)Math.Max(1, watch.ElapsedMilliseconds / lease.Trials.Length);
        self.Tell(new Ended(results, each));
    }

    private void End(Ended ended)
    {
        _isBusy = false;
        _milliseconds =
            _milliseconds == 0 ? ended.Milliseconds : ((3 * _milliseconds) + ended.Milliseconds + 3) / 4;
        var report = new Report(++_reports, ended.Results);
        _unacknowledged.Add(report.Number, report);
        Say(report);
        Pull();
    }

    private void SayAgain()
    {
        foreach (Report report in _unacknowledged.Values)
        {
            Say(report);
        }
    }

    private void Say(ICampaignMessage message) => _region.Tell(new ShardingEnvelope(_campaign, message));

    private sealed record Ended(TrialResult[] Results, int Milliseconds);

    private sealed record PullNow;

    private sealed record ReportAgain;
}
