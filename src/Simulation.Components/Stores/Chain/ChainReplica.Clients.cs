using Simulation.Histories;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Chain;

/// <content>What clients are told.</content>
internal sealed partial class ChainReplica
{
    private readonly List<(ProcessRef Client, KvRequest Request)> _delayed = [];
    private readonly SortedDictionary<long, (ProcessRef Client, KvRequest Request)> _queries = [];
    private readonly List<(int Source, ChainMessage.VersionQuery Query)> _versionsDue = [];
    private long _queryCount;

    private void Serve(ProcessRef client, KvRequest request)
    {
        bool isRead = KvFunctions.IsRead(request.Function);
        bool isMine = isRead ? IsTail || (isApportioned && IsMember && _log.HasState) : IsHead;
        if (!isMine)
        {
            int taker = isRead ? _chain.Tail : _chain.Head;
            Send(client, KvReply.Redirect(request.Operation, peers[taker]), MessageBytes);
        }
        else if (!IsLeased || !_log.HasState)
        {
            Send(client, KvReply.Redirect(request.Operation, null), MessageBytes);
        }
        else if (isRead)
        {
            Read(client, request);
        }
        else
        {
            Update(client, request);
        }
    }

    private void Read(ProcessRef client, KvRequest request)
    {
        if (IsTail && !IsActive)
        {
            _delayed.Add((client, request));
        }
        else if (IsTail || !_log.IsDirty(request.Key))
        {
            AnswerRead(client, request);
        }
        else
        {
            _queries.Add(++_queryCount, (client, request));
            Tell(_chain.Tail, new ChainMessage.VersionQuery(_chain.Epoch, _queryCount));
        }
    }

    /// <summary>Reads that waited for the tail to become active.</summary>
    private void ServeDelayed()
    {
        if (_delayed.Count > 0)
        {
            (ProcessRef Client, KvRequest Request)[] delayed = [.. _delayed];
            _delayed.Clear();
            foreach ((ProcessRef client, KvRequest request) in delayed)
            {
                Serve(client, request);
            }
        }
    }

    private void Update(ProcessRef client, KvRequest request)
    {
        if (_log.Machine.AnswerOf(request) is { } known)
        {
            Answer(client, request, known, _log.Machine.ResultOf(request));
        }
        else if (!_log.IsPending(request))
        {
            _log.Append(new ChainEntry(_log.Last + 1, request, client));
        }
    }

    private void TakeVersionQuery(int source, ChainMessage.VersionQuery query)
    {
        _versionsDue.Add((source, query));
        CommitAsTail();
    }

    private void AnswerVersions()
    {
        foreach ((int source, ChainMessage.VersionQuery query) in _versionsDue)
        {
            Tell(source, new ChainMessage.VersionAnswer(query.Epoch, query.Number, _log.Committed));
        }

        _versionsDue.Clear();
    }

    /// <summary>What the tail has committed is here, too, since it came this way.</summary>
    private void TakeVersionAnswer(ChainMessage.VersionAnswer answer)
    {
        if (_queries.Remove(answer.Number, out (ProcessRef Client, KvRequest Request) query))
        {
            Commit(answer.Committed, isTail: false);
            if (IsLeased)
            {
                AnswerRead(query.Client, query.Request);
            }
            else
            {
                Send(query.Client, KvReply.Redirect(query.Request.Operation, null), MessageBytes);
            }
        }
    }

    private void AskVersionsAgain()
    {
        foreach (long number in _queries.Keys)
        {
            Tell(_chain.Tail, new ChainMessage.VersionQuery(_chain.Epoch, number));
        }
    }

    /// <summary>Another chain: questions to its tail begin anew, and other replicas may be asked.</summary>
    private void ServeQueriesAnew()
    {
        (ProcessRef Client, KvRequest Request)[] queries = [.. _queries.Values];
        _queries.Clear();
        _versionsDue.Clear();
        foreach ((ProcessRef client, KvRequest request) in queries)
        {
            Serve(client, request);
        }

        ServeDelayed();
    }

    private void AnswerRead(ProcessRef client, KvRequest request)
    {
        Value value = KvFunctions.ReadFrom(_log.Machine.Read(request.Key), request.Function);
        Send(client, KvReply.Done(request.Operation, value), MessageBytes);
    }

    private void Answer(ProcessRef client, KvRequest request, KvStatus status, Value result) =>
        Send(
            client,
            status == KvStatus.Mismatch
                ? KvReply.Mismatch(request.Operation)
                : KvReply.Done(request.Operation, result),
            MessageBytes
        );
}
