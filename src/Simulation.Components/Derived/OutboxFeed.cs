using Simulation.Components.Calls;
using Simulation.Components.Transactions;
using Simulation.Histories;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Derived;

/// <summary>
/// Reads the rows of the outbox, and deletes them when the sink has them. After a crash in between they are read,
/// and delivered, once more.
/// </summary>
/// <param name="layout">The derived store.</param>
/// <param name="line">How the process sends and sets timers.</param>
/// <param name="self">The process.</param>
/// <param name="numbers">Numbers for the calls.</param>
/// <param name="deliver">Takes what was found; at least one event.</param>
/// <remarks>Source: Richardson, "Microservices Patterns", 2018, section 3.3.7.</remarks>
internal sealed class OutboxFeed(
    DerivedLayout layout,
    CallLine line,
    ProcessRef self,
    CallNumbers numbers,
    Action<IReadOnlyList<SourceEvent>> deliver
) : IEventFeed
{
    private readonly TransactionCaller _caller = layout.CallSource(line, self);
    private readonly ProcessTimer _timer = line.CreateTimer("poll");
    private readonly int _client = numbers.Next();
    private readonly List<string> _delivered = [];

    /// <inheritdoc/>
    public void Start() => Read();

    /// <inheritdoc/>
    public void Take(ProcessRef source, object message)
    {
        if (message is TransactionReply reply && _caller.TryTake(source, reply, out TransactionCallEnd end))
        {
            End(end);
        }
    }

    /// <inheritdoc/>
    public void OnTimer(ProcessTimer timer)
    {
        if (_caller.TryExpire(timer, out TransactionCallEnd end))
        {
            End(end);
        }
        else if (ReferenceEquals(timer, _timer))
        {
            Continue();
        }
    }

    /// <inheritdoc/>
    public void OnDelivered()
    {
        layout.Metrics.Backlog.Add(-_delivered.Count);
        Continue();
    }

    /// <summary>Deletes what is delivered before it reads on.</summary>
    private void Continue()
    {
        if (_delivered.Count > 0)
        {
            Ask([
                .. _delivered.Select(row => new TransactionStep(TransactionFunction.Write, row, Value.Nil)),
            ]);
        }
        else
        {
            Read();
        }
    }

    private void Read() =>
        Ask([
            new TransactionStep(
                TransactionFunction.ReadRange,
                SourceEvent.FirstRow,
                Value.Of(SourceEvent.AfterRows)
            ),
        ]);

    private void Ask(IReadOnlyList<TransactionStep> steps)
    {
        int operation = numbers.NextTransaction();
        var request = new TransactionRequest(operation, _client, 0, steps, TransactionEnd.Commit);
        _caller.Begin(request, layout.Options.StoreTimeout, state: null);
    }

    private void End(in TransactionCallEnd end)
    {
        if (end.Status != TransactionStatus.Done)
        {
            _timer.Set(layout.Options.Poll);
        }
        else if (_delivered.Count > 0)
        {
            _delivered.Clear();
            Read();
        }
        else
        {
            Found(end.Results[0].AsList ?? []);
        }
    }

    private void Found(IReadOnlyList<Value> rows)
    {
        layout.Metrics.Backlog.Set(rows.Count);
        if (rows.Count == 0)
        {
            _timer.Set(layout.Options.Poll);
            return;
        }

        SourceEvent[] events =
        [
            // The oldest of each key first, whatever the batch leaves behind.
            .. rows.Select(row => SourceEvent.FromRow(row.Items[0].AsText!, row.Items[1]))
                .OrderBy(found => found.Version)
                .Take(layout.Options.Batch),
        ];
        _delivered.AddRange(events.Select(found => found.Row!));
        deliver(events);
    }
}
