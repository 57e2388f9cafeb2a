using Simulation.Checkers.Transactions.Anomalies;

namespace Simulation.Checkers.Transactions.Lists;

/// <summary>Finds what is wrong with reads and appends by themselves, without any cycle.</summary>
/// <remarks>Source: Elle, VLDB 2020, sections 4.2 and 4.3.</remarks>
internal sealed class ListReads
{
    private readonly TransactionLog _log;
    private readonly VersionOrders _orders;
    private readonly ListWords _words;
    private readonly List<Anomaly> _anomalies = [];

    private ListReads(TransactionLog log, VersionOrders orders, ListWords words)
    {
        _log = log;
        _orders = orders;
        _words = words;
    }

    /// <summary>The first anomaly of each kind, in the order of the history.</summary>
    public static IReadOnlyList<Anomaly> Find(TransactionLog log, VersionOrders orders, ListWords words)
    {
        ListReads reads = new(log, orders, words);
        for (int transaction = 0; transaction < log.Count; transaction++)
        {
            ReadOnlySpan<Step> steps = log.StepsOf(transaction);
            for (int i = 0; i < steps.Length; i++)
            {
                if (steps[i].Kind == StepKind.ReadList)
                {
                    reads.CheckRead(transaction, i);
                }
            }
        }

        for (int key = 0; key < log.KeyCount; key++)
        {
            reads.CheckAppends(key);
            if (orders.FirstFaultOf(key) < int.MaxValue)
            {
                reads.CheckAborted(key);
            }
        }

        return reads._anomalies;
    }

    private void Add(AnomalyKind kind, string because, params int[] transactions)
    {
        if (!_anomalies.Exists(anomaly => anomaly.Kind == kind))
        {
            _anomalies.Add(Anomaly.Of(kind, because, transactions));
        }
    }

    private void CheckRead(int transaction, int index)
    {
        ReadOnlySpan<Step> steps = _log.StepsOf(transaction);
        Step read = steps[index];
        ReadOnlySpan<int> elements = _log.ElementsOf(read);
        CheckInternal(transaction, index);
        if (
            !_orders.ElementsOf(read.Key).StartsWith(elements)
            || elements.Length > _orders.FirstFaultOf(read.Key)
        )
        {
            CheckElements(transaction, read);
        }

        int length = ListGraph.ExternalLength(_log, steps, index);
        if (length > 0)
        {
            CheckIntermediate(transaction, read, elements[length - 1], length - 1);
        }
    }

    /// <summary>
    /// A read shows what the transaction last read, then what it appended since, and no more.
    /// </summary>
    private void CheckInternal(int transaction, int index)
    {
        ReadOnlySpan<Step> steps = _log.StepsOf(transaction);
        Step read = steps[index];
        ReadOnlySpan<int> elements = _log.ElementsOf(read);
        int length = elements.Length;
        bool isExpected = true;
        bool isFirst = true;
        for (int i = index - 1; i >= 0 && isFirst; i--)
        {
            if (steps[i].Key != read.Key)
            {
                continue;
            }

            if (steps[i].Kind == StepKind.Append)
            {
                length--;
                isExpected &= length >= 0 && elements[length] == steps[i].Value;
            }
            else if (steps[i].Kind == StepKind.ReadList)
            {
                isFirst = false;
                isExpected &= length >= 0 && elements[..length].SequenceEqual(_log.ElementsOf(steps[i]));
            }
        }

        if (!isExpected)
        {
            Add(
                AnomalyKind.Internal,
                $"{_words.Read(transaction, read)}, which contradicts its own earlier steps",
                transaction
            );
        }

        foreach (Step later in steps[(index + 1)..])
        {
            if (later.Kind == StepKind.Append && later.Key == read.Key && elements.Contains(later.Value))
            {
                Add(
                    AnomalyKind.Internal,
                    $"{_words.Read(transaction, read)}, before it appended "
                        + $"{_log.ValueAt(later.Value)} itself",
                    transaction
                );
            }
        }
    }

    private void CheckElements(int transaction, Step read)
    {
        ReadOnlySpan<int> elements = _log.ElementsOf(read);
        HashSet<int> seen = [];
        foreach (int value in elements)
        {
            int writer = _orders.AppenderOf(read.Key, value);
            string told = _words.Read(transaction, read);
            if (!seen.Add(value))
            {
                Add(
                    AnomalyKind.DuplicateElements,
                    $"{told}, which holds {_log.ValueAt(value)} twice",
                    [transaction, .. writer < 0 ? (int[])[] : [writer]]
                );
            }

            if (writer < 0)
            {
                Add(
                    AnomalyKind.ThinAirRead,
                    $"{told}, but nobody ever appended {_log.ValueAt(value)} to it",
                    transaction
                );
            }
            else if (_log.StatusOf(writer) == TransactionStatus.Aborted)
            {
                Add(
                    AnomalyKind.AbortedRead,
                    $"{told}, but T{writer}, which appended {_log.ValueAt(value)}, aborted",
                    transaction,
                    writer
                );
            }
        }

        if (!_orders.ElementsOf(read.Key).StartsWith(elements))
        {
            (int other, Step longest) = LongestRead(read.Key);
            Add(
                AnomalyKind.IncompatibleOrder,
                $"{_words.Read(transaction, read)}, but {_words.Read(other, longest)}: "
                    + "neither list begins with the other",
                transaction,
                other
            );
        }
    }

    private void CheckIntermediate(int transaction, Step read, int value, int place)
    {
        bool isKnown =
            place < _orders.ElementsOf(read.Key).Length && _orders.ElementsOf(read.Key)[place] == value;
        if (isKnown && _orders.IsFinalAt(read.Key, place))
        {
            return;
        }

        int writer = isKnown ? _orders.WritersOf(read.Key)[place] : _orders.AppenderOf(read.Key, value);
        if (writer < 0 || writer == transaction)
        {
            return;
        }

        bool isPast = false;
        foreach (Append append in _orders.Appends.Of(read.Key))
        {
            if (append.Transaction == writer && isPast)
            {
                Add(
                    AnomalyKind.IntermediateRead,
                    $"{_words.Read(transaction, read)}, but T{writer} appended "
                        + $"{_log.ValueAt(append.Value)} after {_log.ValueAt(value)} before it committed",
                    transaction,
                    writer
                );
                return;
            }

            isPast |= append.Transaction == writer && append.Value == value;
        }
    }

    /// <summary>A transaction's own appends stand in its own order.</summary>
    private void CheckAppends(int key)
    {
        ReadOnlySpan<Append> appends = _orders.Appends.Of(key);
        for (int i = 1; i < appends.Length; i++)
        {
            Append before = appends[i - 1];
            Append after = appends[i];
            bool isWrong =
                before.Transaction == after.Transaction
                && after.Place >= 0
                && (before.Place < 0 || after.Place < before.Place)
                && _orders.IsPresent[after.Transaction];
            if (isWrong)
            {
                (int reader, Step read) = LongestRead(key);
                Add(
                    AnomalyKind.Internal,
                    $"{_words.Read(reader, read)}, but T{after.Transaction} appended "
                        + $"{_log.ValueAt(after.Value)} after {_log.ValueAt(before.Value)}",
                    after.Transaction,
                    reader
                );
            }
        }
    }

    private void CheckAborted(int key)
    {
        ReadOnlySpan<int> writers = _orders.WritersOf(key);
        int aborted = -1;
        for (int place = 0; place < writers.Length; place++)
        {
            int writer = writers[place];
            if (writer >= 0 && _log.StatusOf(writer) == TransactionStatus.Aborted)
            {
                aborted = writer;
            }
            else if (writer >= 0 && aborted >= 0)
            {
                (int reader, Step read) = LongestRead(key);
                Add(
                    AnomalyKind.DirtyUpdate,
                    $"{_words.Read(reader, read)}, where T{writer}, which committed, "
                        + $"builds upon an append of T{aborted}, which aborted",
                    reader,
                    writer,
                    aborted
                );
            }
        }
    }

    private (int Transaction, Step Read) LongestRead(int key)
    {
        for (int transaction = 0; transaction < _log.Count; transaction++)
        {
            foreach (Step step in _log.StepsOf(transaction))
            {
                bool isIt =
                    step.Kind == StepKind.ReadList
                    && step.Key == key
                    && step.Count == _orders.ElementsOf(key).Length;
                if (isIt)
                {
                    return (transaction, step);
                }
            }
        }

        return (-1, default);
    }
}
