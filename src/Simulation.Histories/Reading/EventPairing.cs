using Simulation.Kernel.Time;

namespace Simulation.Histories.Reading;

/// <summary>Joins invocations with their completions, process by process, into operations.</summary>
internal sealed class EventPairing(List<HistoryProblem> problems)
{
    private readonly List<Operation> _operations = [];
    private readonly List<(long? Invoked, long? Completed)> _times = [];
    private readonly Dictionary<int, (int Index, int Line)> _openByProcess = [];
    private int _order;
    private bool _hasTimes = true;

    /// <summary>
    /// Whether a lost update came without its argument but with a time-out: the mark of an etcd log.
    /// </summary>
    public bool HasBareTimeouts { get; private set; }

    /// <summary>Takes the next event in real-time order.</summary>
    public void Add(in HistoryEvent e)
    {
        _hasTimes &= e.Time is not null;
        if (string.Equals(e.Type, "invoke", StringComparison.Ordinal))
        {
            Invoke(e);
        }
        else
        {
            Complete(e);
        }
    }

    /// <summary>The operations so far; those without a completion stay open to the end.</summary>
    public History ToHistory(string name, FailedCas failedCas)
    {
        for (int i = 0; i < _operations.Count && _hasTimes; i++)
        {
            (long? invoked, long? completed) = _times[i];
            _operations[i] = _operations[i] with
            {
                Invoked = new SimTime(invoked ?? 0),
                Completed = completed is { } at ? new SimTime(at) : null,
            };
        }

        return new History(name, _operations) { HasTimes = _hasTimes, FailedCas = failedCas };
    }

    private void Invoke(in HistoryEvent e)
    {
        if (_openByProcess.TryGetValue(e.Process, out (int Index, int Line) open))
        {
            problems.Add(
                new HistoryProblem(
                    e.Line,
                    e.Column,
                    $"process {e.Process} invokes while its operation of line {open.Line} is open"
                )
            );
            return;
        }

        if (e.Function == Functions.Cas && e.Value.AsList is not { Count: 2 })
        {
            problems.Add(new HistoryProblem(e.Line, e.Column, $"a cas takes [expected, new], not {e.Value}"));
        }

        _openByProcess.Add(e.Process, (_operations.Count, e.Line));
        _times.Add((e.Time, null));
        _operations.Add(
            new Operation
            {
                Index = _operations.Count,
                Process = e.Process,
                Function = e.Function,
                Key = e.Key,
                Argument = IsQuery(e.Function) ? Value.Nil : e.Value,
                Invoked = new SimTime(_order),
                InvokedOrder = _order++,
                CompletedOrder = int.MaxValue,
            }
        );
    }

    private void Complete(in HistoryEvent e)
    {
        if (!_openByProcess.Remove(e.Process, out (int Index, int Line) open))
        {
            problems.Add(
                new HistoryProblem(
                    e.Line,
                    e.Column,
                    $"process {e.Process} completes an operation that it did not invoke"
                )
            );
            return;
        }

        Operation operation = _operations[open.Index];
        if (operation.Function != e.Function)
        {
            problems.Add(
                new HistoryProblem(
                    e.Line,
                    e.Column,
                    $"process {e.Process} completes {e.Function}, but line {open.Line} invoked {operation.Function}"
                )
            );
            return;
        }

        Outcome outcome = e.Type switch
        {
            "ok" => Outcome.Succeeded,
            "fail" => Outcome.Refused,
            _ => Outcome.Lost,
        };
        HasBareTimeouts |=
            outcome == Outcome.Lost && e.Value.IsNil && e.Error == "timed-out" && !operation.Argument.IsNil;
        bool isTold = outcome == Outcome.Succeeded || operation.Function == Functions.Transaction;
        bool isNews = isTold && !e.Value.Equals(operation.Argument);
        _times[open.Index] = (_times[open.Index].Invoked, e.Time);
        _operations[open.Index] = operation with
        {
            Outcome = outcome,
            Result = isNews ? Shared(e.Value, operation.Argument) : Value.Nil,
            Error = e.Error,
            Completed = new SimTime(_order),
            CompletedOrder = outcome == Outcome.Lost ? int.MaxValue : _order,
        };
        _order++;
    }

    /// <summary>
    /// The result with the steps of a transaction that only repeat what was asked being those very ones: half
    /// of the memory that long histories take.
    /// </summary>
    private static Value Shared(Value result, Value asked)
    {
        if (result.Items.Length != asked.Items.Length)
        {
            return result;
        }

        Value[] items = result.Items.ToArray();
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = items[i].Equals(asked.Items[i]) ? asked.Items[i] : items[i];
        }

        return result.IsList ? Value.Of(items) : result;
    }

    private static bool IsQuery(string function) => function is Functions.Read or Functions.Get;
}
