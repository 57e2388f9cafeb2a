using System.Numerics;
using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>
/// Finds for every read the writers of its key in the causal past of its transaction: the last of each
/// session, since the session's earlier ones come before it.
/// </summary>
/// <remarks>
/// A vector clock a transaction, one place a chain. A chain is a session; where the model keeps no session
/// order, or a transaction never returned, each is a chain of its own.
/// </remarks>
internal sealed class CausalPast
{
    /// <summary>Places in all clocks together; 4 bytes each.</summary>
    private const long PlacesMax = 150_000_000;

    private readonly RegisterFacts _facts;
    private readonly DependencyGraph _known;
    private readonly int[] _order;
    private readonly int[] _chain;
    private readonly int[] _place;
    private readonly int _chainCount;

    /// <summary>Prepares the chains.</summary>
    /// <param name="facts">Reads and writes.</param>
    /// <param name="known">Reads and, if kept, the session order; acyclic.</param>
    /// <param name="components">Of that graph, which gives a topological order.</param>
    /// <param name="keepsSessions">Whether the session order is part of the causal order.</param>
    public CausalPast(
        RegisterFacts facts,
        DependencyGraph known,
        StrongComponents components,
        bool keepsSessions
    )
    {
        _facts = facts;
        _known = known;
        int count = known.NodeCount;
        _order = new int[count];
        _chain = new int[count];
        _place = new int[count];
        int[] chainOfSession = new int[facts.Log.SessionCount];
        Array.Fill(chainOfSession, -1);
        int[] lengths = new int[count + facts.Log.SessionCount];
        for (int transaction = 0; transaction < count; transaction++)
        {
            _order[count - 1 - components.Of[transaction]] = transaction;
            _chain[transaction] = -1;
            if (!facts.IsPresent[transaction])
            {
                continue;
            }

            if (!keepsSessions || facts.Log.CompletedOf(transaction) == int.MaxValue)
            {
                // Only a writer is ever looked for in a past.
                _chain[transaction] = facts.WriteKeysOf(transaction).Length > 0 ? _chainCount++ : -1;
            }
            else
            {
                ref int chain = ref chainOfSession[facts.Log.SessionOf(transaction)];
                chain = chain < 0 ? _chainCount++ : chain;
                _chain[transaction] = chain;
            }

            if (_chain[transaction] >= 0)
            {
                _place[transaction] = ++lengths[_chain[transaction]];
            }
        }
    }

    /// <summary>
    /// Called with the writer in the past, the reader, the key, and whose write the read returned.
    /// </summary>
    public delegate void Seen(int writer, int reader, int key, int readFrom);

    /// <summary>
    /// Calls for every read and chain; false when the clocks or the steps would be too many.
    /// </summary>
    public bool ForEachSeen(Seen seen, long stepsMax)
    {
        if ((long)_known.NodeCount * Math.Max(_chainCount, 1) > PlacesMax)
        {
            return false;
        }

        int[] clocks = Clocks();
        Groups groups = new(_facts, _chain, _place);
        long steps = stepsMax;
        for (int reader = 0; reader < _known.NodeCount && steps > 0; reader++)
        {
            ReadOnlySpan<int> keys = _facts.ReadKeysOf(reader);
            ReadOnlySpan<int> writers = _facts.ReadWritersOf(reader);
            ReadOnlySpan<int> clock = clocks.AsSpan(reader * _chainCount, _chainCount);
            for (int i = 0; i < keys.Length; i++)
            {
                steps -= groups.ForEach(keys[i], clock, reader, writers[i], seen);
            }
        }

        return steps > 0;
    }

    /// <summary>
    /// The clocks of all transactions: of each chain the place of the last one strictly before. A transaction
    /// hands on its own place, too, to everyone behind it.
    /// </summary>
    private int[] Clocks()
    {
        int width = _chainCount;
        int[] clocks = new int[_known.NodeCount * width];
        ReadOnlySpan<int> targets = _known.Targets;
        foreach (int transaction in _order)
        {
            Span<int> own = clocks.AsSpan(transaction * width, width);
            int chain = _chain[transaction];
            for (int edge = _known.StartOf(transaction); edge < _known.EndOf(transaction); edge++)
            {
                Span<int> other = clocks.AsSpan(targets[edge] * width, width);
                Raise(other, own);
                if (chain >= 0)
                {
                    other[chain] = Math.Max(other[chain], _place[transaction]);
                }
            }
        }

        return clocks;
    }

    /// <summary>Raises each place of a clock to that of another, many at a time.</summary>
    private static void Raise(Span<int> clock, ReadOnlySpan<int> to)
    {
        int i = 0;
        for (; i <= clock.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            Vector.Max(new Vector<int>(clock[i..]), new Vector<int>(to[i..])).CopyTo(clock[i..]);
        }

        for (; i < clock.Length; i++)
        {
            clock[i] = Math.Max(clock[i], to[i]);
        }
    }

    /// <summary>The writers of each key, chain by chain, each chain's in its order.</summary>
    private sealed class Groups
    {
        private readonly RegisterFacts _facts;
        private readonly int[] _starts;
        private readonly int[] _chains;
        private readonly int[] _places;
        private readonly int[] _writers;

        public Groups(RegisterFacts facts, int[] chain, int[] place)
        {
            _facts = facts;
            int keys = facts.Log.KeyCount;
            _starts = new int[keys + 1];
            for (int key = 0; key < keys; key++)
            {
                _starts[key + 1] = _starts[key] + facts.WritersOf(key).Length;
            }

            _chains = new int[_starts[^1]];
            _places = new int[_starts[^1]];
            _writers = new int[_starts[^1]];
            long[] sortKeys = new long[_starts[^1]];
            for (int key = 0; key < keys; key++)
            {
                int start = _starts[key];
                ReadOnlySpan<int> writers = facts.WritersOf(key);
                for (int i = 0; i < writers.Length; i++)
                {
                    _writers[start + i] = writers[i];
                    sortKeys[start + i] = ((long)chain[writers[i]] << 32) | (uint)place[writers[i]];
                }

                Array.Sort(sortKeys, _writers, start, writers.Length);
                for (int i = start; i < _starts[key + 1]; i++)
                {
                    _chains[i] = chain[_writers[i]];
                    _places[i] = place[_writers[i]];
                }
            }
        }

        /// <summary>
        /// Calls for the last writer of each chain that a clock has seen; returns the work done.
        /// </summary>
        public int ForEach(int key, ReadOnlySpan<int> clock, int reader, int readFrom, Seen seen)
        {
            int work = 1;
            int end = _starts[key + 1];
            for (int i = _starts[key]; i < end; work++)
            {
                int chain = _chains[i];
                int next = EndOfChain(i, end);
                int limit = clock[chain];
                if (_places[i] <= limit)
                {
                    int found = _places.AsSpan(i, next - i).BinarySearch(limit);
                    int last = i + (found >= 0 ? found : ~found - 1);
                    if (_writers[last] != reader)
                    {
                        seen(_writers[last], reader, key, readFrom);
                    }
                }

                i = next;
            }

            return work;
        }

        private int EndOfChain(int from, int end)
        {
            int chain = _chains[from];
            int step = 1;
            int low = from;
            while (low + step < end && _chains[low + step] == chain)
            {
                low += step;
                step *= 2;
            }

            int high = Math.Min(low + step, end);
            while (high - low > 1)
            {
                int middle = (low + high) / 2;
                (low, high) = _chains[middle] == chain ? (middle, high) : (low, middle);
            }

            return high;
        }
    }
}
