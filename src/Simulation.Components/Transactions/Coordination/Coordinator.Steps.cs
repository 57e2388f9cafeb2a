using Simulation.Components.Transactions.Shards;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Transactions.Coordination;

/// <summary>How a coordinator takes what clients ask, and brings each step to the shards it concerns.</summary>
internal sealed partial class Coordinator
{
    private void Serve(ProcessRef source, TransactionRequest request)
    {
        Session? session = _byClient.GetValueOrDefault(request.Client);
        if (session is not null && session.Id.Operation > request.Operation)
        {
            return;
        }

        if (session is null || session.Id.Operation < request.Operation)
        {
            if (session is { Phase: SessionPhase.Idle or SessionPhase.Executing })
            {
                Abort(session, AbortReason.Lease);
            }

            Open(source, request);
            return;
        }

        session.Source = source;
        bool isUndecided = session.Phase is SessionPhase.Idle or SessionPhase.Executing;
        if (request.End == TransactionEnd.Abort && isUndecided)
        {
            session.Request = request with { Steps = [] };
            Abort(session, AbortReason.Requested);
        }
        else if (request.FirstStep == session.Request.FirstStep && request.End == session.Request.End)
        {
            if (session.Reply is { } known)
            {
                Send(source, known, MessageBytes);
            }
        }
        else if (request.FirstStep >= session.Request.FirstStep + session.Request.Steps.Count)
        {
            Continue(session, request);
        }
    }

    private void Open(ProcessRef source, TransactionRequest request)
    {
        if (request.FirstStep > 0)
        {
            // Whoever began it may have committed it, if this asks for the commit a second time.
            bool mayBeDone = request.End == TransactionEnd.Commit;
            TransactionStatus status = mayBeDone ? TransactionStatus.Unknown : TransactionStatus.Aborted;
            string? reason = mayBeDone ? null : AbortReason.SessionLost;
            Send(
                source,
                new TransactionReply(request.Operation, request.FirstStep, status, [], null, reason),
                MessageBytes
            );
            return;
        }

        bool readsOnly =
            options.ReadsSnapshots
            && request.End == TransactionEnd.Commit
            && request.Steps.All(step =>
                step.Function is TransactionFunction.Read or TransactionFunction.ReadRange
            );
        long age = _stamps.Next(Now);
        long snapshot = options.IsSpanner ? (Now + options.Clock.Uncertainty).Nanoseconds : age;
        var start = new TransactionStart(
            new TransactionId(request.Operation, place, Address.Node.Incarnation),
            age,
            readsOnly || _level.Reads == ReadRule.Snapshot ? snapshot : 0,
            readsOnly
        );
        var session = new Session(start, request.Client) { Source = source };
        _byClient[request.Client] = session;
        _byId.Add(session.Id, session);
        _open.Add(session);
        Continue(session, request);
    }

    private void Continue(Session session, TransactionRequest request)
    {
        session.Request = request;
        session.Reply = null;
        if (session.Phase != SessionPhase.Idle)
        {
            // It was undone while the client was thinking.
            Answer(session, TransactionStatus.Aborted, session.Reason ?? AbortReason.Lease);
            return;
        }

        Proceed(session);
    }

    /// <summary>Begins the next step of the request, or its end.</summary>
    private void Proceed(Session session)
    {
        TransactionRequest request = session.Request;
        int next = session.Results.Count - request.FirstStep;
        if (next < request.Steps.Count)
        {
            Execute(session, request.Steps[next]);
            return;
        }

        switch (request.End)
        {
            case TransactionEnd.None:
                Enter(session, SessionPhase.Idle, options.Lease);
                Answer(session, TransactionStatus.Done, null);
                break;
            case TransactionEnd.Commit:
                Commit(session);
                break;
            case TransactionEnd.Abort:
                Abort(session, AbortReason.Requested);
                break;
            default:
                throw new InvariantViolation("every end has a case");
        }
    }

    private void Execute(Session session, TransactionStep step)
    {
        Enter(session, SessionPhase.Executing, options.RepeatAfter);
        if (step.Function != TransactionFunction.ReadRange)
        {
            Part part = session.PartOf(layout.ShardOf(step.Key));
            part.IsWritten |= step.Function != TransactionFunction.Read;
            Ask(session, part, step);
            return;
        }

        for (int shard = 0; shard < layout.Shards.Count; shard++)
        {
            Ask(session, session.PartOf(shard), step);
        }
    }

    private void Ask(Session session, Part part, TransactionStep step) =>
        Ask(part, new ShardRequest.Execute(session.Start, session.Results.Count, part.StepCount, step));

    private void Ask(Part part, ShardRequest request)
    {
        part.Asked = request;
        Send(TargetOf(part), request, MessageBytes);
    }

    /// <summary>
    /// The leader that has the transaction in its memory; before there is one, whoever seems to lead.
    /// </summary>
    private ProcessRef TargetOf(Part part) => part.Leader ?? LikelyLeader(part.Shard);

    private ProcessRef LikelyLeader(int shard) =>
        _leaders[shard] ?? layout.Shards[shard][_candidates[shard] % layout.Shards[shard].Count];

    private void TakeExecuted(Session session, Part part, ProcessRef source, ShardReply.Executed executed)
    {
        bool isAwaited =
            session.Phase == SessionPhase.Executing
            && part.Asked is ShardRequest.Execute asked
            && asked.Index == executed.Index
            && (part.Leader is null || ReferenceEquals(part.Leader, source));
        if (!isAwaited)
        {
            return;
        }

        part.Asked = null;
        part.Result = executed.Result;
        if (!session.Start.IsReadOnly)
        {
            part.StepCount++;
            part.Leader = source;
        }

        if (!session.HasAllAnswers)
        {
            return;
        }

        TransactionStep step = session.Request.Steps[session.Results.Count - session.Request.FirstStep];
        session.Results.Add(
            step.Function == TransactionFunction.ReadRange ? MergeRanges(session) : part.Result
        );
        Proceed(session);
    }

    private static Value MergeRanges(Session session)
    {
        IEnumerable<Value> found = session.Parts.SelectMany(part => part.Result.AsList ?? []);
        return Value.Of([.. found.OrderBy(pair => pair.AsList![0].AsText, StringComparer.Ordinal)]);
    }

    private void Answer(Session session, TransactionStatus status, string? reason)
    {
        TransactionRequest request = session.Request;
        IReadOnlyList<Value> results =
            status == TransactionStatus.Done
                ? session.Results.GetRange(request.FirstStep, request.Steps.Count)
                : [];
        session.Reply = new TransactionReply(
            request.Operation,
            request.FirstStep,
            status,
            results,
            null,
            reason
        );
        Send(session.Source!, session.Reply, MessageBytes);
    }
}
