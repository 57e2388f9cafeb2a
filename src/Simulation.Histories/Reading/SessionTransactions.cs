using Simulation.Kernel.Time;

namespace Simulation.Histories.Reading;

/// <summary>
/// Builds a history out of transactions that are told session by session, as research tools do: without
/// times, and with no order between sessions.
/// </summary>
internal sealed class SessionTransactions
{
    private static readonly Value ReadWord = Value.Of(Functions.StepRead);
    private static readonly Value WriteWord = Value.Of(Functions.StepWrite);

    private readonly List<Operation> _operations = [];
    private readonly List<(bool IsWrite, long Key, long Value)> _steps = [];

    /// <summary>Adds a step to the transaction that is being told.</summary>
    public void Add(bool isWrite, long key, long value) => _steps.Add((isWrite, key, value));

    /// <summary>Ends the transaction that is being told, if it has a step.</summary>
    /// <param name="session">Whose it is.</param>
    /// <param name="isAborted">Whether it did not happen.</param>
    /// <param name="isInitial">Which reads returned the initial value; null for none.</param>
    public void End(int session, bool isAborted, Func<long, long, bool>? isInitial = null)
    {
        if (_steps.Count == 0)
        {
            return;
        }

        var asked = new Value[_steps.Count];
        var told = new Value[_steps.Count];
        bool hasReads = false;
        for (int i = 0; i < asked.Length; i++)
        {
            (bool isWrite, long key, long value) = _steps[i];
            hasReads |= !isWrite;
            Value result = !isWrite && isInitial?.Invoke(key, value) == true ? Value.Nil : Value.Of(value);
            told[i] = Value.Of(isWrite ? WriteWord : ReadWord, Value.Of(key), result);
            asked[i] = isWrite ? told[i] : Value.Of(ReadWord, Value.Of(key), Value.Nil);
        }

        int order = 2 * _operations.Count;
        _operations.Add(
            new Operation
            {
                Index = _operations.Count,
                Process = session,
                Function = Functions.Transaction,
                Argument = Value.Of(asked),
                Result = hasReads && !isAborted ? Value.Of(told) : Value.Nil,
                Outcome = isAborted ? Outcome.Refused : Outcome.Succeeded,
                Error = isAborted ? "aborted" : null,
                Invoked = new SimTime(order),
                Completed = new SimTime(order + 1),
                InvokedOrder = order,
                CompletedOrder = order + 1,
            }
        );
        _steps.Clear();
    }

    /// <summary>The transactions ended so far.</summary>
    public History ToHistory(string name) => new(name, _operations) { HasTimes = false, HasRealTime = false };
}
