using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.PrimaryBackup;

/// <content>What a replica does as primary: ships its log, commits by the mode's rule, and watches its
/// majority.</content>
internal sealed partial class PrimaryBackupReplica
{
    private void Lead()
    {
        _candidacy = null;
        _primary = Address;
        _election.Cancel();
        BackupProgress[] backups =
        [
            .. group
                .Others(Address)
                .Select(peer => new BackupProgress(peer, _journal.End, Now, group.IsWitness(peer))),
        ];
        _term = new PrimaryTerm(Epoch, _journal.End, backups);
        TakeRole("primary");
        Append(new LogRecord(Epoch, place, null));
        _heartbeat.Set(options.HeartbeatInterval);
    }

    private void Append(LogRecord record)
    {
        _journal.Append(record);
        SendSynced(null, null);
        if (options.Lag is not { } lag || record.Request is null)
        {
            ShipAll();
        }
        else if (!_shipping.IsSet)
        {
            _shipping.Set(new SimDuration(lag.Draw(Random)));
        }
    }

    private void ShipAll()
    {
        _term!.ShipEnd = _journal.End;
        foreach (BackupProgress backup in _term.Backups)
        {
            ShipTo(backup);
        }
    }

    /// <summary>Begins to serve once the promotion has taken its time.</summary>
    private void Open()
    {
        _term!.IsOpen = true;
        Announce(PrimaryBackupStore.Promoted, $"epoch {Epoch}");
    }

    private void ShipTo(BackupProgress backup)
    {
        if (backup.IsWitness)
        {
            Send(backup.Address, new Ship(Epoch, 0, 0, [], _journal.Applied, Now), MessageBytes);
            return;
        }

        if (backup.Next < _journal.First)
        {
            StateImage image = _journal.ToImage();
            backup.Rewind(image.Position, Now);
            int size = MessageBytes + RecordBytes * (image.Registers.Length + image.Sessions.Length);
            Send(backup.Address, new CopyAll(Epoch, image, Now), size);
            return;
        }

        long after = backup.Next;
        var records = new LogRecord[Math.Clamp(_term!.ShipEnd - after, 0, BatchRecords)];
        for (int index = 0; index < records.Length; index++)
        {
            records[index] = _journal[after + index];
        }

        backup.Next += records.Length;
        long afterEpoch = _journal.History.EpochOf(after - 1);
        Send(
            backup.Address,
            new Ship(Epoch, after, afterEpoch, records, _journal.Applied, Now),
            MessageBytes + RecordBytes * records.Length
        );
    }

    private void Beat()
    {
        PrimaryTerm term = _term!;
        if (HasLostMajority(term))
        {
            Follow(null);
            return;
        }

        foreach (BackupProgress backup in term.Backups)
        {
            ShipTo(backup);
        }

        if (options.Mode == ReplicationMode.Sync)
        {
            WatchView(term);
        }

        _heartbeat.Set(options.HeartbeatInterval);
    }

    private void WatchView(PrimaryTerm term)
    {
        foreach (BackupProgress backup in term.Backups)
        {
            bool isSilent = !backup.IsWitness && Now - backup.HeardAt > options.ViewTimeout;
            if (backup.IsInView && isSilent)
            {
                backup.IsInView = false;
                Announce(PrimaryBackupStore.ViewChanged, $"without {backup.Address.Node.Name}");
            }
        }

        Commit();
    }

    private void Confirm(ProcessRef source, Shipped shipped)
    {
        Adopt(shipped.Epoch, null);
        if (_term is not { } term || shipped.Epoch != term.Epoch || term.Find(source) is not { } backup)
        {
            return;
        }

        backup.Hear(shipped.SentAt);
        if (backup.IsWitness)
        {
            return;
        }

        backup.Confirm(shipped.End);
        if (!backup.IsInView && backup.Synced >= _journal.Applied)
        {
            backup.IsInView = true;
            if (options.Mode == ReplicationMode.Sync)
            {
                Announce(PrimaryBackupStore.ViewChanged, $"with {source.Node.Name}");
            }
        }

        if (backup.Next < term.ShipEnd)
        {
            ShipTo(backup);
        }

        Commit();
    }

    /// <summary>Goes back to where the logs part, or copies everything when the backup cannot cut that
    /// far.</summary>
    private void Rewind(ProcessRef source, Diverged diverged)
    {
        Adopt(diverged.Epoch, null);
        if (_term is not { } term || diverged.Epoch != term.Epoch || term.Find(source) is not { } backup)
        {
            return;
        }

        backup.Hear(diverged.SentAt);
        if (diverged.SentAt < backup.RewoundAt)
        {
            return;
        }

        long common = _journal.History.CommonPrefix(_journal.End, diverged.History, diverged.End);
        backup.Rewind(common < diverged.Floor ? -1 : common, Now);
        ShipTo(backup);
    }

    /// <summary>Applies what the mode's rule allows, and answers the clients that wait for it.</summary>
    private void Commit()
    {
        if (_term is not { } term)
        {
            return;
        }

        long committed = CommitRule.Committed(options, _durableEnd, term.Backups);
        if (committed <= term.Start)
        {
            return;
        }

        while (_journal.Applied < committed)
        {
            long position = _journal.Applied;
            LogRecord record = _journal[position];
            bool isDone = _journal.ApplyNext(isAcceptance: true);
            if (record.Request is { } request && term.Release(position, request.Operation) is { } client)
            {
                Answer(client, request.Operation, isDone);
            }
        }

        _journal.Compact();
    }
}
