using Simulation.Components.Stores.Raft;
using Simulation.Kernel;

namespace Simulation.Components.Stores.Chain;

/// <content>How updates go down the chain and acknowledgements up.</content>
internal sealed partial class ChainReplica
{
    private const int BatchMax = 256;
    private const int BehindMax = 8;

    private bool _isConnected;
    private long _sent;
    private long _acknowledged;
    private long _acknowledgedBefore;
    private int _behindCount;

    /// <summary>A new successor is asked what it has; one that stays silent is sent the same again.</summary>
    private void ConnectOrResend(int successor)
    {
        if (!_isConnected)
        {
            if (_log.HasState)
            {
                Tell(successor, new ChainMessage.Connect(_chain.Epoch));
            }

            return;
        }

        if (_acknowledged < _sent && _acknowledged == _acknowledgedBefore)
        {
            _sent = _acknowledged;
            PassOn();
        }

        _acknowledgedBefore = _acknowledged;
    }

    private void OnConnected(int successor, ChainMessage.Connected connected)
    {
        if (_isConnected || !_log.HasState)
        {
            return;
        }

        _isConnected = true;
        if (connected.Last is { } last && _log.DurableAfter(last, 0) is not null)
        {
            Invariant.That(last <= _log.Last);
            _sent = last;
        }
        else
        {
            RaftSnapshot snapshot = _log.TakeSnapshot();
            Send(
                peers[successor],
                new ChainMessage.Install(_chain.Epoch, snapshot),
                MessageBytes + snapshot.SizeBytes
            );
            _sent = snapshot.Last.Index;
        }

        _acknowledged = _sent;
        _acknowledgedBefore = _sent;
        _behindCount = 0;
        PassOn();
    }

    private void Install(RaftSnapshot snapshot)
    {
        if (_log.HasState && _log.Last >= snapshot.Last.Index)
        {
            return;
        }

        Register[] before = [.. _log.Machine.Registers];
        _log.Install(snapshot);
        truth.OnReplaced(before, _log.Machine);
        Announce(ChainStore.StateInstalled, $"{snapshot.Last.Index} updates");
    }

    /// <summary>Sends the successor whatever is on the disk and was not sent yet.</summary>
    private void PassOn()
    {
        if (!_isConnected || Successor is not { } successor)
        {
            return;
        }

        while (_sent < _log.Durable)
        {
            ChainEntry[] entries = _log.DurableAfter(_sent, BatchMax)!;
            Tell(successor, new ChainMessage.Forward(_chain.Epoch, entries), entries.Length);
            _sent += entries.Length;
        }
    }

    private void TakeForward(ChainEntry[] entries)
    {
        foreach (ChainEntry entry in entries)
        {
            if (_log.HasState && entry.Sequence == _log.Last + 1)
            {
                _log.Append(entry);
            }
        }
    }

    /// <summary>Tells the predecessor what is on the disk here, and what is committed.</summary>
    private void Acknowledge()
    {
        if (Predecessor is { } predecessor)
        {
            Tell(
                predecessor,
                new ChainMessage.Acknowledge(_chain.Epoch, _log.HasState ? _log.Durable : 0, _log.Committed)
            );
        }
    }

    private void OnAcknowledged(ChainMessage.Acknowledge acknowledge)
    {
        if (!_isConnected)
        {
            return;
        }

        _behindCount = acknowledge.Durable < _acknowledged ? _behindCount + 1 : 0;
        if (_behindCount > BehindMax)
        {
            // The state that it was sent did not arrive.
            _isConnected = false;
            return;
        }

        _acknowledged = Math.Max(_acknowledged, acknowledge.Durable);
        long before = _log.Committed;
        Commit(acknowledge.Committed, isTail: false);
        if (_log.Committed > before)
        {
            Acknowledge();
        }
    }

    /// <summary>What the tail has on its disk is committed, once no lease of an earlier chain can
    /// run.</summary>
    private void CommitAsTail()
    {
        if (_knowsChain && IsTail && IsActive && _log.HasState)
        {
            long before = _log.Committed;
            Commit(_log.Durable, isTail: true);
            AnswerVersions();
            ServeDelayed();
            if (_log.Committed > before)
            {
                Acknowledge();
            }
        }
    }

    private void Commit(long upTo, bool isTail)
    {
        while (_log.CommitNext(upTo) is { } entry)
        {
            ApplyResult result = _log.Machine.Apply(entry.Request);
            if (result.Replaced is { } replaced)
            {
                truth.OnApplied(entry.Request, replaced);
            }

            if (isTail && result.Status is { } status)
            {
                Answer(entry.Client, entry.Request, status, result.Result);
            }
        }
    }
}
