using Simulation.Kernel;
using Simulation.Kernel.Time;

namespace Simulation.Histories;

/// <summary>Writes down what clients ask and are told while a run goes on.</summary>
public sealed class HistoryRecorder(string name)
{
    private readonly List<Operation> _operations = [];
    private int _events;

    /// <summary>
    /// Records an invocation and returns the operation's index, its identity in this history.
    /// </summary>
    public int Invoke(int process, string function, string? key, Value argument, SimTime now)
    {
        int index = _operations.Count;
        _operations.Add(new Operation
        {
            Index = index,
            Process = process,
            Function = function,
            Key = key,
            Argument = argument,
            Invoked = now,
            InvokedOrder = _events++,
            CompletedOrder = int.MaxValue,
        });
        return index;
    }

    /// <summary>Records what the client was told; at most once an operation.</summary>
    public void Complete(int index, Outcome outcome, Value result, SimTime now, string? error = null)
    {
        Operation open = _operations[index];
        Invariant.That(open.Completed is null);
        int order = _events++;
        _operations[index] = open with
        {
            Outcome = outcome,
            Result = result,
            Error = error,
            Completed = now,
            CompletedOrder = outcome == Outcome.Lost ? int.MaxValue : order,
        };
    }

    /// <summary>The history so far; operations without a completion stay open.</summary>
    public History ToHistory() => new(name, [.. _operations]);
}
