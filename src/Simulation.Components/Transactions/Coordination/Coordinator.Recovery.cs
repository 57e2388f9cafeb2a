using Simulation.Components.Transactions.Shards;
using Simulation.Histories;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Transactions.Coordination;

/// <summary>What a coordinator keeps on its own disk, and what it does with it after a crash.</summary>
internal sealed partial class Coordinator
{
    /// <summary>
    /// After a crash: what was decided is told again until all know; what is not in the log is undone by
    /// whoever asks.
    /// </summary>
    private void Recover()
    {
        var ended = new HashSet<TransactionId>();
        for (long position = _log.First; position < _log.End; position++)
        {
            if (_log[position].IsEnd)
            {
                ended.Add(_log[position].Id);
            }
        }

        int found = 0;
        for (long position = _log.First; position < _log.End; position++)
        {
            LoggedDecision logged = _log[position];
            if (!logged.IsEnd && !ended.Contains(logged.Id))
            {
                Resume(logged);
                found++;
            }
        }

        if (found > 0)
        {
            Announce(Database.CoordinatorRecovered, $"{found} decisions");
            KeepTimer();
        }
    }

    private void Resume(LoggedDecision logged)
    {
        var session = new Session(new TransactionStart(logged.Id, 0, 0, false), logged.Client)
        {
            Home = logged.Home,
            Stamp = logged.Stamp,
        };
        session.Results.AddRange(logged.Results);
        foreach (int shard in logged.Shards)
        {
            session.PartOf(shard).Stamp = logged.Stamp;
        }

        _byId.Add(session.Id, session);
        _open.Add(session);
        Enter(session, SessionPhase.Finishing, options.RepeatAfter);
        AskHome(session);
        FinishOthers(session, isCommit: true);
    }

    /// <summary>A prepared shard asks what was decided: the log knows, and silence in it means abort.</summary>
    private void AnswerFromLog(ProcessRef shard, TransactionId id)
    {
        for (long position = _log.End - 1; position >= _log.First; position--)
        {
            LoggedDecision logged = _log[position];
            if (logged.Id == id && !logged.IsEnd)
            {
                bool isSynced =
                    !_byId.TryGetValue(id, out Session? open) || open.Phase == SessionPhase.Finishing;
                if (isSynced)
                {
                    Send(shard, new ShardRequest.Finish(id, true, logged.Stamp), MessageBytes);
                }

                return;
            }
        }

        if (!_byId.ContainsKey(id))
        {
            Send(shard, new ShardRequest.Finish(id, false, 0), MessageBytes);
        }
    }

    /// <summary>What a coordinator keeps on its own disk of a transaction.</summary>
    /// <param name="Id">Which transaction.</param>
    /// <param name="IsEnd">Whether this only says that all shards know.</param>
    /// <param name="Client">The client's number.</param>
    /// <param name="Stamp">The stamp of the commit.</param>
    /// <param name="Home">The shard that remembers the results.</param>
    /// <param name="Shards">The shards that are prepared.</param>
    /// <param name="Results">What the steps returned.</param>
    private sealed record LoggedDecision(
        TransactionId Id,
        bool IsEnd,
        int Client,
        long Stamp,
        int Home,
        IReadOnlyList<int> Shards,
        IReadOnlyList<Value> Results
    )
    {
        public static LoggedDecision Of(Session session) =>
            new(
                session.Id,
                false,
                session.Client,
                session.Stamp,
                session.Home,
                [.. session.Parts.Where(part => part.Stamp is not null).Select(part => part.Shard)],
                [.. session.Results]
            );

        public static LoggedDecision EndOf(TransactionId id) => new(id, true, 0, 0, 0, [], []);
    }
}
