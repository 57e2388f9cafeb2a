using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Storage;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.PrimaryBackup;

/// <summary>
/// A replica that is either the primary, which orders writes and ships its log, or a backup, which follows it
/// and stands for election when it hears of no primary.
/// </summary>
internal sealed partial class PrimaryBackupReplica(
    PrimaryBackupOptions options,
    int place,
    PrimaryBackupGroup group,
    ShownWrites shown
) : Process
{
    private const int MessageBytes = 48;
    private const int RecordBytes = 96;
    private const int BatchRecords = 256;

    private readonly Queue<PendingSync> _syncs = new();
    private ReplicaJournal _journal = null!;
    private DiskCell<Vote> _vote = null!;
    private ProcessTimer _election = null!;
    private ProcessTimer _heartbeat = null!;
    private ProcessTimer _shipping = null!;
    private ProcessTimer _decision = null!;
    private ProcessTimer _opening = null!;
    private PrimaryTerm? _term;
    private Candidacy? _candidacy;
    private ProcessRef? _primary;
    private SimTime _heardAt;
    private bool _isDecided;
    private long _durableEnd;

    private long Epoch => _vote.Value.Epoch;

    /// <inheritdoc/>
    public override string Describe() =>
        $"{(_term is null ? "backup" : "primary")} epoch {Epoch} end {_journal.End} applied {_journal.Applied}";

    /// <inheritdoc/>
    protected override void OnStart()
    {
        _journal = new ReplicaJournal(Disk, shown, options.LogKept);
        _durableEnd = _journal.End;
        _vote = Disk.OpenCell("vote", new Vote(Epoch: 1, VotedFor: 0));
        _election = CreateTimer("election");
        _heartbeat = CreateTimer("heartbeat");
        _shipping = CreateTimer("shipping");
        _decision = CreateTimer("decision");
        _opening = CreateTimer("opening");
        _heardAt = Now;
        bool isFirstStart = Address.Node.Incarnation == 1;
        if (isFirstStart && place == 0)
        {
            Lead();
            _term!.IsOpen = true;
        }
        else
        {
            Follow(isFirstStart ? group.Replicas[0] : null);
        }
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        switch (message)
        {
            case KvRequest request:
                Serve(source, request);
                break;
            case Ship ship:
                Receive(source, ship);
                break;
            case Shipped shipped:
                Confirm(source, shipped);
                break;
            case Diverged diverged:
                Rewind(source, diverged);
                break;
            case CopyAll copy:
                Install(source, copy);
                break;
            case Canvass canvass:
                Consider(source, canvass);
                break;
            case Ballot ballot:
                Count(ballot);
                break;
            default:
                throw new InvariantViolation($"a primary-backup replica understands {message}");
        }
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _election))
        {
            Suspect();
        }
        else if (ReferenceEquals(timer, _decision))
        {
            Stand();
        }
        else if (ReferenceEquals(timer, _shipping))
        {
            ShipAll();
        }
        else if (ReferenceEquals(timer, _opening))
        {
            Open();
        }
        else
        {
            Beat();
        }
    }

    /// <inheritdoc/>
    protected override void OnSynced(long ticket)
    {
        while (_syncs.TryPeek(out PendingSync? sync) && sync.Ticket <= ticket)
        {
            _syncs.Dequeue();
            if (sync.CutCount == _journal.CutCount)
            {
                _durableEnd = Math.Max(_durableEnd, sync.End);
            }

            if (sync.Target is not null)
            {
                Send(sync.Target, sync.Message!, MessageBytes);
            }
            else if (sync.Message is Canvass canvass)
            {
                Campaign(canvass);
            }
        }

        Commit();
    }

    /// <summary>Sends a message once all that was written up to now is on disk.</summary>
    private void SendSynced(ProcessRef? target, object? message) =>
        _syncs.Enqueue(new PendingSync(Disk.Sync(), _journal.CutCount, _journal.End, target, message));

    private void Serve(ProcessRef client, KvRequest request)
    {
        if (!KvFunctions.IsOfRegister(request.Function))
        {
            Send(client, KvReply.Refused(request.Operation, KvReply.OnlyRegisters), MessageBytes);
        }
        else if (request.Function == KvFunction.Read && (options.Reads == ReadSource.Any || IsServing()))
        {
            Value value = _journal.State.Read(request.Key);
            Send(client, KvReply.Done(request.Operation, value), MessageBytes);
        }
        else if (_term is null)
        {
            Send(client, KvReply.Redirect(request.Operation, _primary), MessageBytes);
        }
        else if (!IsServing())
        {
            Send(client, KvReply.Redirect(request.Operation, null), MessageBytes);
        }
        else
        {
            Write(client, request);
        }
    }

    /// <summary>Whether this is the primary, is ready, has committed in its epoch, and its lease, if any, has not run
    /// out.</summary>
    private bool IsServing() =>
        _term is { IsOpen: true } term && _journal.Applied > term.Start && !HasLostMajority(term);

    private bool HasLostMajority(PrimaryTerm term) =>
        options.StepDownAfter is { } limit
        && options.Planted != PlantedBug.KeepAcknowledgingOnMinority
        && Now - term.MajorityHeardAt(Now) > limit;

    private void Write(ProcessRef client, KvRequest request)
    {
        if (_journal.State.Session(request.Client) is { } session && session.Sequence >= request.Sequence)
        {
            if (session.Sequence == request.Sequence)
            {
                Answer(client, request.Operation, session.IsDone);
            }

            return;
        }

        if (_term!.Expect(request.Operation, _journal.End, client))
        {
            Append(new LogRecord(Epoch, place, request));
        }
    }

    private void Answer(ProcessRef client, int operation, bool isDone) =>
        Send(client, isDone ? KvReply.Done(operation) : KvReply.Mismatch(operation), MessageBytes);

    private void Follow(ProcessRef? primary)
    {
        bool wasPrimary = _term is not null;
        _term = null;
        _candidacy = null;
        _primary = primary;
        _heartbeat.Cancel();
        _shipping.Cancel();
        _opening.Cancel();
        TakeRole("backup");
        if (wasPrimary)
        {
            Announce(PrimaryBackupStore.SteppedDown, $"epoch {Epoch}");
        }

        RestartElection();
    }

    /// <summary>Takes over a higher epoch in which this replica has not voted.</summary>
    private void Adopt(long epoch, ProcessRef? primary)
    {
        if (epoch > Epoch)
        {
            _vote.Value = new Vote(epoch, VotedFor: -1);
            SendSynced(null, null);
            Follow(primary);
        }
    }

    private void RestartElection()
    {
        _decision.Cancel();
        _election.Set(
            options.ElectionTimeout + new SimDuration(Random.NextBelow(options.ElectionTimeout.Nanoseconds))
        );
    }

    /// <summary>What waits for a sync: an end of the log that will be durable, and a message to send
    /// then.</summary>
    private sealed record PendingSync(
        long Ticket,
        int CutCount,
        long End,
        ProcessRef? Target,
        object? Message
    );
}
