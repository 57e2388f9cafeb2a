using Simulation.Histories;

namespace Simulation.Tests.Checkers.Transactions.Registers;

/// <summary>
/// The transactions of a small history with unique values that may have committed, and whose write each of
/// their reads returned.
/// </summary>
internal sealed class ResolvedHistory
{
    /// <summary>Resolves the reads one by one, by looking through all writes.</summary>
    public ResolvedHistory(History history)
    {
        Transactions = [.. history.Operations.Where(operation => operation.Outcome != Outcome.Refused)];
        Reads = [.. Transactions.Select(_ => new List<(string Key, int Writer)>())];
        Writes = [.. Transactions.Select(transaction => LastWrites(transaction))];
        for (int reader = 0; reader < Transactions.Count; reader++)
        {
            Resolve(reader);
        }
    }

    /// <summary>Those that may have committed.</summary>
    public IReadOnlyList<Operation> Transactions { get; }

    /// <summary>What each reads from others, in order; the writer is -1 for nil.</summary>
    public IReadOnlyList<List<(string Key, int Writer)>> Reads { get; }

    /// <summary>What each writes in the end.</summary>
    public IReadOnlyList<SortedDictionary<string, Value>> Writes { get; }

    /// <summary>Whether a read returned what no committed transaction wrote in the end.</summary>
    public bool HasDirtyRead { get; private set; }

    /// <summary>Whether a read contradicts an earlier write of its own transaction.</summary>
    public bool HasInternalAnomaly { get; private set; }

    /// <summary>Whether one is certain to have committed.</summary>
    public bool IsCommitted(int transaction) => Transactions[transaction].Outcome == Outcome.Succeeded;

    /// <summary>Whether one comes before another in their session.</summary>
    public bool IsSession(int one, int other) =>
        Transactions[one].Process == Transactions[other].Process
        && Transactions[one].CompletedOrder < Transactions[other].InvokedOrder;

    private static IEnumerable<(string Function, string Key, Value Value)> Steps(Operation operation) =>
        (operation.Result.IsList ? operation.Result : operation.Argument).AsList!.Select(step =>
            (step.AsList![0].AsText!, step.AsList[1].ToString(), step.AsList[2])
        );

    private static SortedDictionary<string, Value> LastWrites(Operation operation)
    {
        SortedDictionary<string, Value> writes = [];
        foreach ((string function, string key, Value value) in Steps(operation))
        {
            if (function == Functions.StepWrite)
            {
                writes[key] = value;
            }
        }

        return writes;
    }

    private void Resolve(int reader)
    {
        SortedDictionary<string, Value> own = [];
        foreach ((string function, string key, Value value) in Steps(Transactions[reader]))
        {
            if (function == Functions.StepWrite)
            {
                own[key] = value;
            }
            else if (IsCommitted(reader) && own.TryGetValue(key, out Value written))
            {
                HasInternalAnomaly |= !written.Equals(value);
            }
            else if (IsCommitted(reader))
            {
                int writer = value.IsNil ? -1 : WriterOf(key, value, reader);
                HasDirtyRead |= writer == -2;
                Reads[reader].Add((key, writer));
            }
        }
    }

    private int WriterOf(string key, Value value, int reader)
    {
        for (int writer = 0; writer < Transactions.Count; writer++)
        {
            if (writer != reader && Writes[writer].TryGetValue(key, out Value last) && last.Equals(value))
            {
                return writer;
            }
        }

        return -2;
    }
}
