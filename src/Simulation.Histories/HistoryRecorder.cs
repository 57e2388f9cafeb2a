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
            }
        );
        return _operations.Count - 1;
    }

    /// <summary>Records what the client was told; at most once an operation.</summary>
    public void Complete(int index, Outcome outcome, Value result, SimTime now, string? error = null)
    {
        ref Recorded open = ref _operations[index];
        Invariant.That(open.Completed is null);
        open.Outcome = outcome;
        open.Result = result;
        open.Error = error;
        open.Completed = now;
        open.CompletedOrder = _events++;
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
}
