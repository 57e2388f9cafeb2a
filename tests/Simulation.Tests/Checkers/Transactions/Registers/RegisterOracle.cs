using Simulation.Histories;

namespace Simulation.Tests.Checkers.Transactions.Registers;

/// <summary>
/// Judges small histories of registers by trying every serial order and every interleaving of begins and
/// commits: the definitions themselves, without graphs.
/// </summary>
internal sealed class RegisterOracle
{
    private readonly IReadOnlyList<Operation> _transactions;
    private readonly bool[,] _precedes;
    private readonly HashSet<string> _seen = [];

    private RegisterOracle(History history, Func<Operation, Operation, bool> precedes)
    {
        _transactions = [.. history.Operations.Where(operation => operation.Outcome != Outcome.Refused)];
        _precedes = new bool[_transactions.Count, _transactions.Count];
        for (int i = 0; i < _transactions.Count; i++)
        {
            for (int j = 0; j < _transactions.Count; j++)
            {
                _precedes[i, j] = i != j && precedes(_transactions[i], _transactions[j]);
            }
        }
    }

    /// <summary>Whether one serial order explains the history.</summary>
    public static bool IsSerializable(History history, string order) =>
        new RegisterOracle(history, Order(order)).TrySerial(0, new SortedDictionary<string, Value>());

    /// <summary>Whether snapshots with first-committer-wins explain the history.</summary>
    public static bool IsSnapshotIsolated(History history, string order) =>
        new RegisterOracle(history, Order(order)).TrySnapshots(
            0,
            new SortedDictionary<string, Value>(),
            [],
            hasConflicts: true
        );

    /// <summary>Whether snapshots alone explain the history.</summary>
    public static bool IsPrefixConsistent(History history) =>
        new RegisterOracle(history, Order("none")).TrySnapshots(
            0,
            new SortedDictionary<string, Value>(),
            [],
            hasConflicts: false
        );

    private static Func<Operation, Operation, bool> Order(string order) =>
        order switch
        {
            "session" => (one, other) =>
                one.Process == other.Process && one.CompletedOrder < other.InvokedOrder,
            "realtime" => (one, other) => one.CompletedOrder < other.InvokedOrder,
            _ => (_, _) => false,
        };

    private bool IsCommitted(int transaction) => _transactions[transaction].Outcome == Outcome.Succeeded;

    private bool IsDone(int done)
    {
        for (int i = 0; i < _transactions.Count; i++)
        {
            if (IsCommitted(i) && (done >> i & 1) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private bool MayBegin(int transaction, int done)
    {
        for (int i = 0; i < _transactions.Count; i++)
        {
            if (_precedes[i, transaction] && IsCommitted(i) && (done >> i & 1) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private bool TrySerial(int done, SortedDictionary<string, Value> state)
    {
        if (IsDone(done))
        {
            return true;
        }

        if (!_seen.Add($"{done} {Text(state)}"))
        {
            return false;
        }

        for (int i = 0; i < _transactions.Count; i++)
        {
            if ((done >> i & 1) == 0 && MayBegin(i, done) && Run(i, state) is { } writes)
            {
                if (TrySerial(done | (1 << i), With(state, writes)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool TrySnapshots(
        int done,
        SortedDictionary<string, Value> state,
        List<Open> open,
        bool hasConflicts
    )
    {
        if (IsDone(done))
        {
            return true;
        }

        string running = string.Join(
            ";",
            open.OrderBy(one => one.Transaction)
                .Select(one => $"{one.Transaction} {Text(one.Writes)} {string.Join(",", one.Taken)}")
        );
        if (!_seen.Add($"{done} {Text(state)} {running}"))
        {
            return false;
        }

        foreach (Open one in open)
        {
            if (hasConflicts && one.Writes.Keys.Any(one.Taken.Contains))
            {
                continue;
            }

            List<Open> rest =
            [
                .. open.Where(other => other.Transaction != one.Transaction)
                    .Select(other => other with { Taken = [.. other.Taken, .. one.Writes.Keys] }),
            ];
            if (TrySnapshots(done | (1 << one.Transaction), With(state, one.Writes), rest, hasConflicts))
            {
                return true;
            }
        }

        for (int i = 0; i < _transactions.Count; i++)
        {
            bool isIdle = (done >> i & 1) == 0 && open.TrueForAll(one => one.Transaction != i);
            if (isIdle && MayBegin(i, done) && Run(i, state) is { } writes)
            {
                if (TrySnapshots(done, state, [.. open, new Open(i, writes, [])], hasConflicts))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>What a transaction writes when it runs on a state; null when a read does not fit.</summary>
    private SortedDictionary<string, Value>? Run(int transaction, SortedDictionary<string, Value> state)
    {
        Operation operation = _transactions[transaction];
        SortedDictionary<string, Value> writes = [];
        Value told =
            IsCommitted(transaction) && operation.Result.IsList ? operation.Result : operation.Argument;
        foreach (Value step in told.AsList!)
        {
            string key = step.AsList![1].ToString();
            Value value = step.AsList[2];
            if (step.AsList[0].AsText == Functions.StepWrite)
            {
                writes[key] = value;
            }
            else if (IsCommitted(transaction))
            {
                Value found = writes.TryGetValue(key, out Value own) ? own : state.GetValueOrDefault(key);
                if (!found.Equals(value))
                {
                    return null;
                }
            }
        }

        return writes;
    }

    private static SortedDictionary<string, Value> With(
        SortedDictionary<string, Value> state,
        SortedDictionary<string, Value> writes
    )
    {
        SortedDictionary<string, Value> next = new(state);
        foreach ((string key, Value value) in writes)
        {
            next[key] = value;
        }

        return next;
    }

    private static string Text(SortedDictionary<string, Value> state) => string.Join(",", state);

    private sealed record Open(
        int Transaction,
        SortedDictionary<string, Value> Writes,
        SortedSet<string> Taken
    );
}
