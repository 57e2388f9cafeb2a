using Simulation.Kernel.Time;

namespace Simulation.Histories.Reading;

/// <summary>Joins invocations with their completions, process by process, into operations.</summary>
internal sealed class EventPairing(List<HistoryProblem> problems)
{
    private readonly GrowingList<Recorded> _operations = new();
    private readonly StepPool _steps = new();
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

    /// <summary>
    /// The operations, with which the pairing is over; those without a completion stay open to the end.
    /// </summary>
    public History ToHistory(string name, FailedCas failedCas)
    {
        Operation[] operations = _operations.Drain(
            (one, index) => (_hasTimes ? one : InOrder(one)).ToOperation(index)
        );
        return new History(name, operations) { HasTimes = _hasTimes, FailedCas = failedCas };
    }

    /// <summary>With the place of each event as its time.</summary>
    private static Recorded InOrder(Recorded one)
    {
        one.Invoked = new SimTime(one.InvokedOrder);
        one.Completed = one.Completed is null ? null : new SimTime(one.CompletedOrder);
        return one;
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
        _operations.Add(
            new Recorded
            {
                Process = e.Process,
                Function = e.Function,
                Key = e.Key,
                Argument = ArgumentOf(e),
                Invoked = new SimTime(e.Time ?? 0),
                InvokedOrder = _order++,
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

        ref Recorded operation = ref _operations[open.Index];
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
        operation.Outcome = outcome;
        operation.Result = isNews ? _steps.Told(e.Value, operation.Argument) : Value.Nil;
        operation.Error = e.Error;
        operation.Completed = new SimTime(e.Time ?? 0);
        operation.CompletedOrder = _order++;
    }

    private Value ArgumentOf(in HistoryEvent e) =>
        e.Function switch
        {
            Functions.Read or Functions.Get => Value.Nil,
            Functions.Transaction => _steps.Asked(e.Value),
            _ => e.Value,
        };
}
