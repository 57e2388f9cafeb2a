using Simulation.Kernel;
using Simulation.Kernel.Time;

namespace Simulation.Histories;

/// <summary>Writes down what clients ask and are told while a run goes on.</summary>
public sealed class HistoryRecorder(string name)
{
    private readonly GrowingList<Recorded> _operations = new();
    private int _events;

    /// <summary>
    /// Records an invocation and returns the operation's index, its identity in this history.
    /// </summary>
    public int Invoke(int process, string function, string? key, Value argument, SimTime now)
    {
        _operations.Add(
            new Recorded
            {
                Process = process,
                Function = function,
                Key = key,
                Argument = argument,
                Invoked = now,
                InvokedOrder = _events++,
                CompletedOrder = int.MaxValue,
            }
        );
        return _operations.Count - 1;
    }

    /// <summary>Records what the client was told; at most once an operation.</summary>
    public void Complete(int index, Outcome outcome, Value result, SimTime now, string? error = null)
    {
        ref Recorded open = ref _operations[index];
        Invariant.That(open.Completed is null);
        int order = _events++;
        open.Outcome = outcome;
        open.Result = result;
        open.Error = error;
        open.Completed = now;
        open.CompletedOrder = outcome == Outcome.Lost ? int.MaxValue : order;
    }

    /// <summary>The history so far; operations without a completion stay open.</summary>
    public History ToHistory()
    {
        var operations = new Operation[_operations.Count];
        for (int index = 0; index < operations.Length; index++)
        {
            operations[index] = _operations[index].ToOperation(index);
        }

        return new History(name, operations);
    }

    /// <summary>An operation while it may still change.</summary>
    private struct Recorded
    {
        public int Process;
        public string Function;
        public string? Key;
        public Value Argument;
        public Value Result;
        public Outcome Outcome;
        public string? Error;
        public SimTime Invoked;
        public SimTime? Completed;
        public int InvokedOrder;
        public int CompletedOrder;

        public readonly Operation ToOperation(int index) =>
            new()
            {
                Index = index,
                Process = Process,
                Function = Function,
                Key = Key,
                Argument = Argument,
                Result = Result,
                Outcome = Outcome,
                Error = Error,
                Invoked = Invoked,
                Completed = Completed,
                InvokedOrder = InvokedOrder,
                CompletedOrder = CompletedOrder,
            };
    }
}
