using Simulation.Components.Stores.Raft;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.Chain;

/// <content>How a replica learns of the chain, and changes it.</content>
internal sealed partial class ChainReplica
{
    private SimTime? _leasedFrom;
    private SimTime _adoptedAt;
    private long _waitedFor;
    private bool _knowsChain;

    /// <summary>
    /// Whether nobody can have put this replica out of the chain and gone on. The timer ends it whatever the
    /// clock says; the clock ends it when the timer was late.
    /// </summary>
    private bool IsLeased => _leasedFrom is { } from && _leaseEnd.IsSet && Now - from < options.Lease;

    /// <summary>Whether the lease of whoever was put out of the chain has ended.</summary>
    private bool IsActive => !_activation.IsSet;

    private void AskMaster(KvRequest question) => Send(_master.Master, question, MessageBytes);

    /// <summary>Renews the lease, joins the chain, or puts a silent neighbour out of it.</summary>
    private void KeepAskingMaster()
    {
        if (_master.Open is { } open)
        {
            if (Now - _master.AskedAt > options.SuspectAfter)
            {
                // A question that took so long would give a lease that is over.
                _master.TurnAway();
                AskMaster(_master.Read(Now));
            }
            else if (Now - _master.SentAt >= options.HeartbeatInterval * 3)
            {
                _master.TurnAway();
                _master.SentAt = Now;
                AskMaster(open);
            }

            return;
        }

        if (NextChain() is { } next)
        {
            AskMaster(_master.Change(_chain, next, Now));
        }
        else if (!IsLeased || Now - _leasedFrom > options.Lease / 4)
        {
            AskMaster(_master.Read(Now));
        }
    }

    private ChainConfiguration? NextChain()
    {
        if (!IsLeased)
        {
            return null;
        }

        if (!IsMember)
        {
            // Whoever was put out for being out of reach would be put out again at once.
            return Now - _adoptedAt > options.SuspectAfter ? _chain.WithTail(place) : null;
        }

        if (Successor is { } successor && IsSilent(successor))
        {
            return _chain.Without(successor);
        }

        return Predecessor is { } predecessor && IsSilent(predecessor) && _log.HasState
            ? _chain.Without(predecessor)
            : null;
    }

    private bool IsSilent(int neighbour) => Now - _heardAt[neighbour] > options.SuspectAfter;

    private void TakeAnswer(KvReply reply)
    {
        if (!_master.IsAnswer(reply))
        {
            return;
        }

        KvRequest question = _master.Open!;
        switch (reply.Status)
        {
            case KvStatus.Redirect:
                if (reply.Target is { } target)
                {
                    _master.TurnTo(target);
                    AskMaster(question);
                }

                return;
            case KvStatus.Done when question.Function == KvFunction.Read:
                _master.Close();
                Adopt(ChainConfiguration.From(reply.Result, peers.Count));
                TakeLease();
                return;
            case KvStatus.Done:
                _master.Close();
                Adopt(ChainConfiguration.From(question.Argument, peers.Count));
                return;
            default:
                AskMaster(_master.Read(Now));
                return;
        }
    }

    /// <summary>The configuration was this one when the master was asked; so long ago the lease
    /// begins.</summary>
    private void TakeLease()
    {
        _leasedFrom = _master.AskedAt;
        SimDuration left = options.Lease - (Now - _master.AskedAt);
        if (left > SimDuration.Zero)
        {
            _leaseEnd.Set(left);
        }
    }

    private void Adopt(ChainConfiguration next)
    {
        if (_knowsChain && next.Epoch <= _chain.Epoch)
        {
            return;
        }

        _knowsChain = true;
        _chain = next;
        _adoptedAt = Now;
        Array.Fill(_heardAt, Now);
        _isConnected = false;
        if (next.LastRemoval > _waitedFor)
        {
            _waitedFor = next.LastRemoval;
            _activation.Set(options.Lease + options.ClockErrorMax);
        }

        if (next.Find(place) is { } member && member.Joined != _log.Joined)
        {
            Register[] before = [.. _log.Machine.Registers];
            _log.Forget(member.Joined);
            truth.OnReplaced(before, _log.Machine);
        }

        TakeRole(
            !IsMember ? ""
            : IsTail ? ChainStore.TailRole
            : IsHead ? ChainStore.HeadRole
            : ChainStore.ReplicaRole
        );
        if (IsHead && next.Epoch > 0)
        {
            Announce(ChainStore.Reconfigured, next.ToString());
        }

        if (Successor is { } successor)
        {
            ConnectOrResend(successor);
        }

        ServeQueriesAnew();
        CommitAsTail();
        Acknowledge();
    }
}
