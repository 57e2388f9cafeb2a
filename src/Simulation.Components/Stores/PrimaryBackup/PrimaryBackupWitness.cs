using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Storage;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.PrimaryBackup;

/// <summary>
/// A member that holds no data and never becomes primary, but votes: it lets one of two replicas have a
/// majority when they cannot hear each other, and never both.
/// </summary>
/// <remarks>
/// Since it has no log, it lets the emptier of two replicas win; that loses nothing that was acknowledged in
/// mode sync, where all replicas in view have it. Source: Pâris, "Voting with Witnesses: A Consistency Scheme
/// for Replicated Files", ICDCS 1986.
/// </remarks>
internal sealed class PrimaryBackupWitness(PrimaryBackupOptions options, int place) : Process
{
    private const int MessageBytes = 48;

    private readonly Queue<(long Ticket, ProcessRef Target, object Message)> _syncs = new();
    private DiskCell<Vote> _vote = null!;
    private SimTime _heardAt;

    /// <inheritdoc/>
    public override string Describe() => $"witness epoch {_vote.Value.Epoch}";

    /// <inheritdoc/>
    protected override void OnStart()
    {
        _vote = Disk.OpenCell("vote", new Vote(Epoch: 1, VotedFor: 0));
        _heardAt = Now;
        TakeRole("witness");
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        switch (message)
        {
            case Ship ship:
                Hear(source, ship);
                break;
            case Canvass canvass:
                Consider(source, canvass);
                break;
            case KvRequest request:
                Send(source, KvReply.Redirect(request.Operation, null), MessageBytes);
                break;
            default:
                throw new InvariantViolation($"a witness understands {message}");
        }
    }

    /// <inheritdoc/>
    protected override void OnSynced(long ticket)
    {
        while (
            _syncs.TryPeek(out (long Ticket, ProcessRef Target, object Message) sync) && sync.Ticket <= ticket
        )
        {
            _syncs.Dequeue();
            Send(sync.Target, sync.Message, MessageBytes);
        }
    }

    private void Hear(ProcessRef source, Ship ship)
    {
        if (ship.Epoch < _vote.Value.Epoch)
        {
            Send(source, new Diverged(_vote.Value.Epoch, [], 0, 0, ship.SentAt), MessageBytes);
            return;
        }

        _heardAt = Now;
        var answer = new Shipped(ship.Epoch, 0, ship.SentAt);
        if (ship.Epoch == _vote.Value.Epoch)
        {
            Send(source, answer, MessageBytes);
            return;
        }

        _vote.Value = new Vote(ship.Epoch, VotedFor: -1);
        SendSynced(source, answer);
    }

    private void Consider(ProcessRef source, Canvass canvass)
    {
        bool hasPrimary = Now - _heardAt < options.ElectionTimeout;
        bool isGranted = Succession.Grants(canvass, _vote.Value, ownLastEpoch: 0, ownEnd: 0, hasPrimary);
        var ballot = new Ballot(canvass.Epoch, _vote.Value.Epoch, place, isGranted, canvass.IsTrial);
        if (!isGranted || canvass.IsTrial)
        {
            Send(source, ballot, MessageBytes);
            return;
        }

        _vote.Value = new Vote(canvass.Epoch, canvass.Candidate);
        SendSynced(source, ballot);
    }

    private void SendSynced(ProcessRef target, object message) =>
        _syncs.Enqueue((Disk.Sync(), target, message));
}
