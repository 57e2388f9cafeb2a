using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Simulation.Campaigns;

/// <summary>
/// A place where trials run: asks the directory which campaign has work, pulls a lease of it, runs that on a
/// thread of its own, and reports until the campaign has stored the results.
/// </summary>
internal sealed class SlotActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly IActorRef _campaigns;
    private readonly IActorRef _directory;
    private readonly Func<string, ITrialRunner?> _open;
    private readonly SortedDictionary<int, (string Campaign, Report Report)> _unacknowledged = [];
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private ITrialRunner? _runner;
    private string _campaign = "";
    private bool _isBusy;
    private int _milliseconds;
    private int _reports;

    public SlotActor(IActorRef campaigns, IActorRef directory, Func<string, ITrialRunner?> open)
    {
        _campaigns = campaigns;
        _directory = directory;
        _open = open;
        Receive<LookNow>(_ => Look());
        Receive<Work>(Choose);
        Receive<Brief>(Prepare);
        Receive<Lease>(Take);
        Receive<Ended>(End);
        Receive<Acknowledge>(stored => _unacknowledged.Remove(stored.Number));
        Receive<ReportAgain>(_ => SayAgain());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("report-again", new ReportAgain(), Again);
        Look();
    }

    /// <inheritdoc/>
    protected override void PostStop() => _runner?.Dispose();

    /// <summary>Asks for work, and again where nobody answers.</summary>
    private void Look()
    {
        if (!_isBusy)
        {
            _directory.Tell(DirectoryActor.Envelope(new AskWork()));
            LookAfter(Again);
        }
    }

    private void LookAfter(TimeSpan length) => Timers.StartSingleTimer("look", new LookNow(), length);

    /// <summary>Takes the campaign behind the one before, so that all get their share.</summary>
    private void Choose(Work work)
    {
        if (_isBusy)
        {
            return;
        }

        string[] open = [.. work.Campaigns.Where(campaign => !_refused.Contains(campaign))];
        if (open.Length == 0)
        {
            Leave();
            LookAfter(Pause);
            return;
        }

        string next = Array.Find(open, campaign => string.CompareOrdinal(campaign, _campaign) > 0) ?? open[0];
        if (next != _campaign)
        {
            Leave();
            _campaign = next;
        }

        if (_runner is null)
        {
            Say(_campaign, new AskBrief());
        }
        else
        {
            Pull();
        }
    }

    private void Prepare(Brief brief)
    {
        if (_isBusy || _runner is not null || brief.Campaign != _campaign)
        {
            return;
        }

        _runner = _open(brief.Text);
        if (_runner is not null)
        {
            Pull();
            return;
        }

        _refused.Add(brief.Campaign);
        Look();
    }

    private void Leave()
    {
        _runner?.Dispose();
        _runner = null;
        _campaign = "";
        _milliseconds = 0;
    }

    private void Pull()
    {
        Say(_campaign, new Pull(_milliseconds));
        LookAfter(Again);
    }

    private void Take(Lease lease)
    {
        if (_isBusy || _runner is not { } runner)
        {
            // The answer to a pull that was said twice: the next pull gives its trials back.
            return;
        }

        if (lease.Trials.Length == 0)
        {
            LookAfter(Pause);
            return;
        }

        Timers.Cancel("look");
        _isBusy = true;
        IActorRef self = Self;
        var thread = new Thread(() => Run(runner, lease, self)) { IsBackground = true, Name = "trials" };
        thread.Start();
    }

    /// <summary>Runs a lease on the thread of the trials.</summary>
    private static void Run(ITrialRunner runner, Lease lease, IActorRef self)
    {
        var watch = Stopwatch.StartNew();
        TrialResult[] results = runner.Run(lease.Trials);
        int each = (int)Math.Max(1, watch.ElapsedMilliseconds / lease.Trials.Length);
        self.Tell(new Ended(results, each));
    }

    private void End(Ended ended)
    {
        _isBusy = false;
        _milliseconds =
            _milliseconds == 0 ? ended.Milliseconds : ((3 * _milliseconds) + ended.Milliseconds + 3) / 4;
        var report = new Report(++_reports, ended.Results);
        _unacknowledged.Add(report.Number, (_campaign, report));
        Say(_campaign, report);
        Pull();
    }

    private void SayAgain()
    {
        foreach ((string campaign, Report report) in _unacknowledged.Values)
        {
            Say(campaign, report);
        }
    }

    private void Say(string campaign, ICampaignMessage message) =>
        _campaigns.Tell(new ShardingEnvelope(campaign, message));

    private sealed record Ended(TrialResult[] Results, int Milliseconds);

    private sealed record LookNow;

    private sealed record ReportAgain;
}
