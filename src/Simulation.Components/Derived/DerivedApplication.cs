using Simulation.Components.Calls;
using Simulation.Components.Stores;
using Simulation.Components.Transactions;
using Simulation.Histories;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Derived;

/// <summary>
/// The application whom clients ask: writes to the database, and in what way the rule says to the sink; reads from
/// one of the two.
/// </summary>
internal sealed class DerivedApplication(DerivedLayout layout) : Process
{
    private const int Bytes = 128;

    private readonly DerivedStoreOptions _options = layout.Options;
    private readonly HashSet<int> _open = [];
    private TransactionCaller _source = null!;
    private KvCaller _sink = null!;

    private bool WritesSinkFirst => _options.Order == DualWriteOrder.SinkFirst;

    private bool IsDual => _options.By == DerivationRule.DualWrites;

    /// <inheritdoc/>
    public override string Describe() => $"{_open.Count} waiting";

    /// <inheritdoc/>
    protected override void OnStart()
    {
        TakeRole("application");
        var line = new CallLine((target, message) => Send(target, message), CreateTimer, Address.Node.Clock);
        _source = layout.CallSource(line, Address);
        _sink = layout.CallSink(line, Address);
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        switch (message)
        {
            case KvRequest request when _open.Add(request.Operation):
                Serve(new Question(source, request));
                break;
            case KvReply reply when _sink.TryTake(source, reply, out KvCallEnd end):
                EndSink(end);
                break;
            case TransactionReply reply when _source.TryTake(source, reply, out TransactionCallEnd end):
                EndSource(end);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (_sink.TryExpire(timer, out KvCallEnd sinkEnd))
        {
            EndSink(sinkEnd);
        }
        else if (_source.TryExpire(timer, out TransactionCallEnd sourceEnd))
        {
            EndSource(sourceEnd);
        }
    }

    private void Serve(Question question)
    {
        bool isRead = question.Request.Function == KvFunction.Read;
        if (!isRead && question.Request.Function != KvFunction.Write)
        {
            question.Reason = "a derived store reads and writes only";
            Close(question);
        }
        else if (isRead ? _options.Reads == DerivedReads.Sink : WritesSinkFirst)
        {
            AskSink(question);
        }
        else
        {
            AskSource(question);
        }

        if (!isRead && IsDual && _options.Order == DualWriteOrder.Together)
        {
            AskSink(question);
        }
    }

    private void AskSink(Question question)
    {
        KvRequest asked = question.Request;
        question.UnderWay++;
        _sink.Begin(
            asked.Function == KvFunction.Read
                ? asked
                : asked with
                {
                    Argument = SourceEvent.Versioned(0, asked.Argument),
                },
            _options.StoreTimeout,
            question
        );
    }

    /// <summary>Begins the transaction; with an outbox it asks first which version of the key it writes.</summary>
    private void AskSource(Question question, ProcessRef? coordinator = null)
    {
        KvRequest asked = question.Request;
        bool isRead = asked.Function == KvFunction.Read;
        bool asksFirst = !isRead && _options.By == DerivationRule.Outbox;
        TransactionStep step =
            isRead || asksFirst
                ? new TransactionStep(TransactionFunction.Read, asked.Key, Value.Nil)
                : new TransactionStep(TransactionFunction.Write, asked.Key, asked.Argument);
        question.IsCommitAsked = !asksFirst;
        question.UnderWay++;
        if (!isRead && !asksFirst && !WritesSinkFirst)
        {
            layout.NoteCommit(asked.Operation, World.Loop.Now);
        }

        _source.Begin(
            new TransactionRequest(
                asked.Operation,
                asked.Client,
                0,
                [step],
                asksFirst ? TransactionEnd.None : TransactionEnd.Commit
            ),
            _options.StoreTimeout,
            question,
            coordinator
        );
    }

    /// <summary>Writes the key and the row that tells of it, both or none.</summary>
    private void CommitWithRow(Question question, Value standing, ProcessRef coordinator)
    {
        KvRequest asked = question.Request;
        string row = SourceEvent.RowOf(asked.Client, asked.Operation);
        var told = new SourceEvent(
            SourceEvent.VersionOf(standing) + 1,
            asked.Key,
            asked.Argument,
            asked.Operation,
            row
        );
        question.IsCommitAsked = true;
        question.UnderWay++;
        layout.NoteCommit(asked.Operation, World.Loop.Now);
        _source.Begin(
            new TransactionRequest(
                asked.Operation,
                asked.Client,
                1,
                [
                    new TransactionStep(
                        TransactionFunction.Write,
                        asked.Key,
                        SourceEvent.Versioned(told.Version, told.Payload)
                    ),
                    new TransactionStep(TransactionFunction.Write, row, told.ToRow()),
                ],
                TransactionEnd.Commit
            ),
            _options.StoreTimeout,
            question,
            coordinator
        );
    }

    private void EndSource(in TransactionCallEnd end)
    {
        var question = (Question)end.State!;
        question.UnderWay--;
        if (end.Status == TransactionStatus.Done)
        {
            TakeFromSource(question, end);
        }
        else if (end.Status == TransactionStatus.Aborted && ++question.Tries < _source.CoordinatorCount)
        {
            // Undone for good, by a conflict or a lost leader: another coordinator makes another attempt.
            AskSource(question, _source.After(end.Coordinator));
        }
        else
        {
            question.IsUnknown |= end.Status != TransactionStatus.Aborted;
            question.Reason = end.Reason ?? "the database does not know";
        }

        Close(question);
    }

    private void TakeFromSource(Question question, in TransactionCallEnd end)
    {
        if (question.Request.Function == KvFunction.Read)
        {
            Value standing = end.Results[0];
            bool isVersioned = _options.By == DerivationRule.Outbox;
            question.Result = isVersioned ? SourceEvent.PayloadOf(standing) : standing;
        }
        else if (!question.IsCommitAsked)
        {
            CommitWithRow(question, end.Results[0], end.Coordinator);
        }
        else
        {
            question.IsBegun = true;
            if (IsDual && _options.Order == DualWriteOrder.SourceFirst)
            {
                AskSink(question);
            }
        }
    }

    private void EndSink(in KvCallEnd end)
    {
        var question = (Question)end.State!;
        question.UnderWay--;
        if (end.Reply is not { Status: KvStatus.Done } reply)
        {
            question.IsUnknown |= end.Reply is null;
            question.Reason = end.Reply?.Reason ?? "the sink is silent";
        }
        else if (question.Request.Function == KvFunction.Read)
        {
            question.Result = SourceEvent.PayloadOf(reply.Result);
        }
        else
        {
            question.IsBegun = true;
            layout.NoteArrival(question.Request.Operation, World.Loop.Now);
            if (WritesSinkFirst)
            {
                AskSource(question);
            }
        }

        Close(question);
    }

    /// <summary>
    /// Answers when nothing is under way any more. A write of which one part may have happened and the other will
    /// not is neither done nor refused: its client is told nothing.
    /// </summary>
    private void Close(Question question)
    {
        if (question.UnderWay > 0)
        {
            return;
        }

        int operation = question.Request.Operation;
        _open.Remove(operation);
        if (question.Reason is null)
        {
            Send(question.Client, KvReply.Done(operation, question.Result), Bytes);
        }
        else if (!question.IsBegun && !question.IsUnknown)
        {
            Send(question.Client, KvReply.Refused(operation, question.Reason), Bytes);
        }
        else if (IsDual && question.Request.Function == KvFunction.Write)
        {
            layout.Metrics.HalfWrites.Add();
        }
    }

    /// <summary>A client's request that is not answered yet.</summary>
    private sealed class Question(ProcessRef client, KvRequest request)
    {
        public ProcessRef Client => client;

        public KvRequest Request => request;

        /// <summary>How many calls for it are open.</summary>
        public int UnderWay { get; set; }

        /// <summary>Whether a store has taken its part, so that it is too late to refuse.</summary>
        public bool IsBegun { get; set; }

        /// <summary>Whether nobody knows if a store has taken its part.</summary>
        public bool IsUnknown { get; set; }

        /// <summary>Why a part of it will not happen; null as long as all of it may.</summary>
        public string? Reason { get; set; }

        /// <summary>What was read.</summary>
        public Value Result { get; set; }

        /// <summary>Whether the database was asked to commit.</summary>
        public bool IsCommitAsked { get; set; }

        /// <summary>How often the database undid it.</summary>
        public int Tries { get; set; }
    }
}
