using Simulation.Checkers.Linearizability;
using Simulation.Checkers.Specifications;

namespace Simulation.Checkers.Staleness;

/// <summary>
/// Bounds on how many versions back a read went, where every write brings a value of its own. From below: the
/// writes that began after the read's own write was over and were over before the read began. From above: the
/// writes are put in the order in which they or a read of theirs were first over, which real time allows, and
/// each read as early as it can be.
/// </summary>
/// <remarks>
/// Source: Golab, Hurwitz and Li, "On the k-atomicity-verification problem", ICDCS 2013, for the problem; the
/// order is that of the lower ends of zones.
/// </remarks>
internal sealed class VersionOrder
{
    private readonly ObjectHistory _history;
    private readonly int[] _writers;

    private VersionOrder(ObjectHistory history)
    {
        _history = history;
        _writers = new int[history.Values.Count];
        Array.Fill(_writers, -1);
    }

    /// <summary>
    /// The least and the most versions that may be needed, 1 for an atomic register; null where values repeat
    /// or a read comes before its write, so that no number is enough.
    /// </summary>
    public static (int Least, int Most)? Bounds(ObjectHistory history)
    {
        VersionOrder order = new(history);
        return order.HasUniqueWriters() ? (order.Least(), order.Most()) : null;
    }

    private bool HasUniqueWriters()
    {
        for (int i = 0; i < _history.Count; i++)
        {
            if (_history.Kinds[i] == EffectKind.Writes)
            {
                int written = _history.Written[i];
                if (written == StateTable.Initial || _writers[written] >= 0)
                {
                    return false;
                }

                _writers[written] = i;
            }
        }

        for (int i = 0; i < _history.Count; i++)
        {
            bool isRight =
                _history.Kinds[i] == EffectKind.Writes
                || (
                    _history.Kinds[i] == EffectKind.Reads
                    && (_history.Expected[i] == StateTable.Initial || IsAfterItsWrite(i))
                );
            if (!isRight)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsAfterItsWrite(int read) =>
        WriterOf(read) is >= 0 and int writer && _history.Starts[writer] < _history.Finishes[read];

    private int WriterOf(int read) => _writers[_history.Expected[read]];

    /// <summary>Counts, for each read, writes wholly between its write and itself; O(n log n).</summary>
    private int Least()
    {
        List<int> reads =
        [
            .. Enumerable
                .Range(0, _history.Count)
                .Where(i => _history.Kinds[i] == EffectKind.Reads)
                .OrderBy(i => _history.Starts[i]),
        ];
        List<int> writes =
        [
            .. Enumerable
                .Range(0, _history.Count)
                .Where(i => _history.Kinds[i] == EffectKind.Writes && !_history.IsOpen(i))
                .OrderBy(i => _history.Finishes[i]),
        ];
        CountingTree started = new(_history.Events.Length);
        int most = 0;
        int next = 0;
        foreach (int read in reads)
        {
            while (next < writes.Count && _history.Finishes[writes[next]] < _history.Starts[read])
            {
                started.Add(_history.Starts[writes[next++]]);
            }

            int writer = WriterOf(read);
            int over = writer < 0 ? -1 : Math.Min(_history.Finishes[writer], _history.Events.Length - 1);
            most = Math.Max(most, next - started.CountUpTo(over));
        }

        return most + 1;
    }

    private int Most()
    {
        int[] firstOver = [.. _history.Finishes];
        for (int i = 0; i < _history.Count; i++)
        {
            if (_history.Kinds[i] == EffectKind.Reads && WriterOf(i) is >= 0 and int writer)
            {
                firstOver[writer] = Math.Min(firstOver[writer], _history.Finishes[i]);
            }
        }

        int[] places = new int[_history.Count];
        int version = 0;
        foreach (
            int write in Enumerable
                .Range(0, _history.Count)
                .Where(i => _history.Kinds[i] == EffectKind.Writes)
                .OrderBy(i => firstOver[i])
        )
        {
            places[write] = ++version;
        }

        int reached = 0;
        int most = 0;
        foreach (int e in _history.Events)
        {
            if (e >= 0 && _history.Kinds[e] == EffectKind.Reads)
            {
                int source = WriterOf(e) is >= 0 and int writer ? places[writer] : 0;
                places[e] = Math.Max(source, reached);
                most = Math.Max(most, places[e] - source);
            }
            else if (e < 0)
            {
                reached = Math.Max(reached, places[~e]);
            }
        }

        return most + 1;
    }

    /// <summary>How many marks there are up to a place, while marks are added.</summary>
    private sealed class CountingTree(int length)
    {
        private readonly int[] _sums = new int[length + 1];

        public void Add(int place)
        {
            for (int i = place + 1; i < _sums.Length; i += i & -i)
            {
                _sums[i]++;
            }
        }

        public int CountUpTo(int place)
        {
            int sum = 0;
            for (int i = place + 1; i > 0; i -= i & -i)
            {
                sum += _sums[i];
            }

            return sum;
        }
    }
}
