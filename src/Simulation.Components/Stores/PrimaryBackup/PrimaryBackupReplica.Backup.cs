using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.PrimaryBackup;

/// <content>What a replica does as backup: takes the primary's log over, and rolls back what the primary
/// lacks.</content>
internal sealed partial class PrimaryBackupReplica
{
    private void Receive(ProcessRef source, Ship ship)
    {
        if (!Hears(source, ship.Epoch))
        {
            Send(source, ToDiverged(ship.SentAt), MessageBytes);
            return;
        }

        bool isMatch = _journal.HasRecord(ship.After - 1, ship.AfterEpoch);
        if (!isMatch || !TryAppend(ship))
        {
            Send(source, ToDiverged(ship.SentAt), MessageBytes);
            return;
        }

        long end = ship.After + ship.Records.Length;
        ApplyTo(Math.Min(ship.Committed, end));
        Acknowledge(source, new Shipped(Epoch, end, ship.SentAt));
    }

    /// <summary>Whether a message is from the primary of the newest epoch, which this replica follows from
    /// now on.</summary>
    private bool Hears(ProcessRef source, long epoch)
    {
        if (epoch < Epoch)
        {
            return false;
        }

        Adopt(epoch, source);
        _primary = source;
        _candidacy = null;
        _isDecided = false;
        _heardAt = Now;
        RestartElection();
        return true;
    }

    private Diverged ToDiverged(Kernel.Time.SimTime sentAt) =>
        new(Epoch, _journal.History.ToArray(), _journal.End, _journal.Floor, sentAt);

    /// <summary>Appends what is new and cuts what contradicts it; false when it lies deeper than can be
    /// cut.</summary>
    private bool TryAppend(Ship ship)
    {
        for (int index = 0; index < ship.Records.Length; index++)
        {
            long position = ship.After + index;
            LogRecord record = ship.Records[index];
            if (_journal.HasRecord(position, record.Epoch))
            {
                continue;
            }

            if (position < _journal.End)
            {
                if (position < _journal.Floor)
                {
                    return false;
                }

                RollBack(position);
            }

            _journal.Append(record);
        }

        return true;
    }

    private void RollBack(long position)
    {
        CountLost(position);
        _journal.CutFrom(position);
        _durableEnd = Math.Min(_durableEnd, position);
    }

    /// <summary>
    /// Counts what this replica had taken as primary and must give up. In async mode whatever it synced was
    /// acknowledged; else only what it knew to be committed.
    /// </summary>
    private void CountLost(long position)
    {
        int records = 0;
        int lost = 0;
        for (long at = Math.Max(position, _journal.First); at < _journal.End; at++)
        {
            LogRecord record = _journal[at];
            bool wasAcknowledged =
                at < _journal.Applied || (options.Mode == ReplicationMode.Async && at < _durableEnd);
            bool isOwn = record.Request is not null && record.Origin == place;
            records += record.Request is null ? 0 : 1;
            lost += isOwn && wasAcknowledged ? 1 : 0;
        }

        World.Metrics.Counter("store.rolled-back-writes").Add(lost);
        if (records > 0)
        {
            Announce(PrimaryBackupStore.RolledBack, $"{records} writes, {lost} of them acknowledged");
        }
    }

    private void ApplyTo(long end)
    {
        while (_journal.Applied < end)
        {
            _journal.ApplyNext(isAcceptance: false);
        }

        _journal.Compact();
    }

    /// <summary>Answers when all that the answer claims, the epoch included, is on disk.</summary>
    private void Acknowledge(ProcessRef source, Shipped shipped)
    {
        if (shipped.End <= _durableEnd && _syncs.Count == 0)
        {
            Send(source, shipped, MessageBytes);
        }
        else
        {
            SendSynced(source, shipped);
        }
    }

    private void Install(ProcessRef source, CopyAll copy)
    {
        if (!Hears(source, copy.Epoch))
        {
            Send(source, ToDiverged(copy.SentAt), MessageBytes);
            return;
        }

        StateImage image = copy.Image;
        long common = _journal.History.CommonPrefix(_journal.End, image.History, image.Position);
        if (common < _journal.End)
        {
            CountLost(common);
        }

        _journal.Install(image);
        _durableEnd = 0;
        Announce(PrimaryBackupStore.Copied, $"{image.Registers.Length} keys");
        SendSynced(source, new Shipped(Epoch, image.Position, copy.SentAt));
    }
}
