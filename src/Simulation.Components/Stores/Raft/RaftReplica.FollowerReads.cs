using Simulation.Components.Stores.FollowerReads;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Raft;

/// <content>How followers serve reads whose staleness is bounded.</content>
internal sealed partial class RaftReplica
{
    private readonly AgeProofs _proofs = new();
    private readonly List<(ProcessRef Client, KvRequest Request)> _heldWrites = [];
    private readonly BoundedStalenessOptions? _bound;
    private readonly VersionBound? _versions;

    /// <summary>Whether this follower can prove that what it shows is young enough.</summary>
    private bool IsYoungEnough =>
        _bound is { } bound
        && !_core.IsLeader
        && (
            bound.Planted == PlantedStalenessBug.IgnoreAge
            || _proofs.IsWithin(Now, bound.MaxAge, bound.ClockErrorMax)
        );

    private void Note(ProcessRef leader, AgeProof proof)
    {
        if (proof.Term < _core.State.Term)
        {
            return;
        }

        _proofs.Note(proof);
        _proofs.OnApplied(_applied);
        Send(leader, new AgeNoted(proof.Time, _applied), ReplyBytes);
    }

    private void Note(ProcessRef follower, AgeNoted noted)
    {
        if (_core.IsLeader && _versions is { } versions)
        {
            versions.Note(PlaceOf(follower), noted.Applied, Now);
            ProposeHeld();
        }
    }

    /// <summary>A leader tells its followers for which time their state will be complete.</summary>
    private void ProveAge()
    {
        if (_bound is null || _core.Leadership.Reads.ConfirmedAt is not { } confirmed)
        {
            return;
        }

        long index = Math.Max(_core.State.Commit, _core.Leadership.TermStart);
        for (int place = 0; place < _peers.Count; place++)
        {
            if (place == _place)
            {
                continue;
            }

            bool isLease = _versions?.MayLease(place, Now) ?? true;
            if (isLease)
            {
                _versions?.OnLeased(place, confirmed);
            }

            Send(_peers[place], new AgeProof(_core.State.Term, confirmed, index, isLease), ReplyBytes);
        }
    }

    private void Propose(ProcessRef client, KvRequest request)
    {
        if (_versions is { } versions && !versions.MayWrite(request.Key, Now))
        {
            _heldWrites.Add((client, request));
            return;
        }

        long index = _core.Propose(Now, request);
        _versions?.OnWritten(request.Key, index);
        _pending.Add(index, _core.State.Term, client);
    }

    /// <summary>Writes that waited for followers are let through, in their order, as far as they
    /// may.</summary>
    private void ProposeHeld()
    {
        if (_heldWrites.Count == 0)
        {
            return;
        }

        (ProcessRef Client, KvRequest Request)[] held = [.. _heldWrites];
        _heldWrites.Clear();
        foreach ((ProcessRef client, KvRequest request) in held)
        {
            Serve(client, request);
        }
    }
}
