using Akka.Actor;
using Akka.Persistence;

namespace Simulation.Campaigns;

/// <summary>
/// A campaign: hands out trials to slots that ask, and stores what came of each, once. All that it knows of
/// results is in its journal, so that it goes on where it stopped, on this node or another.
/// </summary>
internal sealed class CampaignActor : ReceivePersistentActor, IWithTimers
{
    private readonly string _id;
    private readonly IActorRef _directory;
    private readonly CampaignLedger _ledger = new();
    private readonly Dictionary<IActorRef, HashSet<int>> _leases = [];
    private string _brief = "";

    public CampaignActor(string id, IActorRef directory)
    {
        _id = id;
        _directory = directory;
        PersistenceId = "campaign-" + id;
        Recover<Planned>(Apply);
        Recover<Recorded>(_ledger.Apply);
        Recover<RecoveryCompleted>(_ => Announce());
        Command<Plan>(Begin);
        Command<AskBrief>(_ => Sender.Tell(new Brief(_id, _brief)));
        Command<Pull>(Lease);
        Command<Report>(Record);
        Command<AskProgress>(_ => Sender.Tell(Progress()));
        Command<AskResults>(part =>
            Sender.Tell(new Results([.. _ledger.Results(part.From, part.Count)], [.. _ledger.Contradicted]))
        );
        Command<Terminated>(gone => Forget(gone.ActorRef));
        Command<AnnounceNow>(_ => Announce());
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The props of the campaign of an id.</summary>
    public static Props Of(string id, IActorRef directory) =>
        Props.Create(() => new CampaignActor(id, directory));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        base.PreStart();
        Timers.StartPeriodicTimer("announce", new AnnounceNow(), DirectoryActor.Rhythm);
    }

    /// <summary>Stops, as it must: what it knows is not what is stored. The next message starts it again.</summary>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        Context.System.EventStream.Publish(new StoreFailure(cause.GetBaseException().Message));
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    private void Begin(Plan plan)
    {
        if (_ledger.Trials > 0)
        {
            Sender.Tell(Progress());
            return;
        }

        Persist(
            new Planned(plan.Name, plan.Trials, plan.Brief),
            planned =>
            {
                Apply(planned);
                Announce();
                Sender.Tell(Progress());
            }
        );
    }

    private void Apply(Planned planned)
    {
        _brief = planned.Brief;
        _ledger.Begin(planned.Trials);
    }

    /// <summary>A slot that asks runs nothing: what it was given before and has not reported did not arrive.</summary>
    private void Lease(Pull pull)
    {
        HashSet<int> held = HeldBy(Sender);
        _ledger.Return(held.Order());
        held.Clear();
        int[] trials = _ledger.Lease(pull.Milliseconds, _leases.Count);
        held.UnionWith(trials);
        Sender.Tell(new Lease(trials));
    }

    /// <summary>Acknowledges only what is stored; a report that comes again changes nothing.</summary>
    private void Record(Report report)
    {
        HeldBy(Sender).ExceptWith(report.Results.Select(result => result.Trial));
        Recorded recorded = _ledger.Sift(report.Results);
        if (recorded.Results.Length == 0 && recorded.Contradicted.Length == 0)
        {
            Sender.Tell(new Acknowledge(report.Number));
            return;
        }

        Persist(
            recorded,
            stored =>
            {
                _ledger.Apply(stored);
                Sender.Tell(new Acknowledge(report.Number));
                if (_ledger.IsDone)
                {
                    Announce();
                }
            }
        );
    }

    /// <summary>Tells the directory whether there is work.</summary>
    private void Announce()
    {
        if (_ledger.Trials > 0)
        {
            _directory.Tell(DirectoryActor.Envelope(new Announce(_id, !_ledger.IsDone)));
        }
    }

    private HashSet<int> HeldBy(IActorRef slot)
    {
        if (!_leases.TryGetValue(slot, out HashSet<int>? held))
        {
            Context.Watch(slot);
            held = [];
            _leases.Add(slot, held);
        }

        return held;
    }

    private void Forget(IActorRef slot)
    {
        if (_leases.Remove(slot, out HashSet<int>? held))
        {
            _ledger.Return(held.Order());
        }
    }

    private Progress Progress() =>
        new(_ledger.Trials, _ledger.Done, _ledger.Failed, _ledger.Unknown, _leases.Count);

    private sealed record AnnounceNow;
}
