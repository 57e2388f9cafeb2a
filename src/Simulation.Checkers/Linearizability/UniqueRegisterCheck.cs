using System.Runtime.InteropServices;
using Simulation.Histories;

namespace Simulation.Checkers.Linearizability;

/// <summary>
/// Tells in one pass over the operations that a register in which every write brings a value of its own is
/// linearizable; the zones are those of <see cref="ZoneCheck"/>, which explains where this cannot tell.
/// One check serves all registers of a history, one after the other, with the same memory.
/// </summary>
/// <remarks>Source: Gibbons and Korach, "Testing Shared Memories", SIAM J. Comput. 1997, section 4.</remarks>
/// <param name="operationCount">How many operations the history has.</param>
internal sealed class UniqueRegisterCheck(int operationCount)
{
    private const int Unwritten = -2;
    private const int BeforeAll = -1;
    private const int Initial = 0;

    private readonly List<Cluster> _clusters = [];
    private readonly List<Zone> _forward = [];

    /// <summary>
    /// By value, its cluster or 0: numbers of the size of the history find theirs without a table.
    /// </summary>
    private readonly int[] _direct = new int[(2 * operationCount) + 64];
    private readonly Dictionary<Value, int> _others = [];

    /// <summary>True where it certainly is; false where another check must tell.</summary>
    /// <param name="operations">Those on one key, in the order of invocation.</param>
    public bool Holds(List<Operation> operations)
    {
        Forget();
        return TryFill(CollectionsMarshal.AsSpan(operations)) && TryCollectForward() && HasNoConflict();
    }

    private void Forget()
    {
        foreach (ref readonly Cluster cluster in CollectionsMarshal.AsSpan(_clusters))
        {
            _direct[cluster.Number] = 0;
        }

        _others.Clear();
        _forward.Clear();
        _clusters.Clear();
        _clusters.Add(
            new Cluster
            {
                WriteStart = BeforeAll,
                MinFinish = BeforeAll,
                MaxStart = BeforeAll,
            }
        );
    }

    private bool TryFill(ReadOnlySpan<Operation> operations)
    {
        string? read = null;
        string? write = null;
        foreach (Operation operation in operations)
        {
            string function = operation.Function;
            bool isWrite = ReferenceEquals(function, write);
            if (!isWrite && !ReferenceEquals(function, read))
            {
                isWrite = function == Functions.Write;
                if (!isWrite && function != Functions.Read)
                {
                    return false;
                }

                (write, read) = isWrite ? (function, read) : (write, function);
            }

            bool isTaking =
                operation.Outcome == Outcome.Succeeded || (isWrite && operation.Outcome == Outcome.Lost);
            if (isTaking && !TryAdd(operation, isWrite))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryAdd(Operation operation, bool isWrite)
    {
        int number = NumberOf(isWrite ? operation.Argument : operation.Result);
        ref Cluster cluster = ref CollectionsMarshal.AsSpan(_clusters)[number];
        int start = operation.InvokedOrder;
        if (isWrite)
        {
            if (cluster.WriteStart != Unwritten)
            {
                return false;
            }

            cluster.WriteStart = start;
        }

        cluster.MinFinish = Math.Min(cluster.MinFinish, operation.CompletedOrder);
        cluster.MaxStart = Math.Max(cluster.MaxStart, start);
        return true;
    }

    private int NumberOf(in Value value)
    {
        if (value.IsNil)
        {
            return Initial;
        }

        bool isDirect = value.IsNumber && value.AsNumber > 0 && value.AsNumber < _direct.Length;
        ref int number = ref isDirect
            ? ref _direct[value.AsNumber]
            : ref CollectionsMarshal.GetValueRefOrAddDefault(_others, value, out _);
        if (number == 0)
        {
            number = _clusters.Count;
            _clusters.Add(
                new Cluster
                {
                    WriteStart = Unwritten,
                    MinFinish = int.MaxValue,
                    MaxStart = BeforeAll,
                    Number = isDirect ? (int)value.AsNumber : 0,
                }
            );
        }

        return number;
    }

    /// <summary>Collects the forward zones; false where a read has no write or comes before it.</summary>
    private bool TryCollectForward()
    {
        foreach (ref readonly Cluster cluster in CollectionsMarshal.AsSpan(_clusters))
        {
            if (cluster.MaxStart < 0)
            {
                continue;
            }

            if (cluster.WriteStart == Unwritten || cluster.MinFinish < cluster.WriteStart)
            {
                return false;
            }

            if (cluster.MinFinish < cluster.MaxStart)
            {
                _forward.Add(new Zone(cluster.MinFinish, cluster.MaxStart));
            }
        }

        _forward.Sort();
        return true;
    }

    private bool HasNoConflict()
    {
        ReadOnlySpan<Zone> forward = CollectionsMarshal.AsSpan(_forward);
        for (int i = 1; i < forward.Length; i++)
        {
            if (forward[i].From < forward[i - 1].To)
            {
                return false;
            }
        }

        foreach (ref readonly Cluster cluster in CollectionsMarshal.AsSpan(_clusters))
        {
            bool isBackward = cluster.MaxStart >= 0 && cluster.MaxStart < cluster.MinFinish;
            if (isBackward && IsWithin(cluster, forward))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a backward zone lies within the last forward zone that begins before it.</summary>
    private static bool IsWithin(in Cluster cluster, ReadOnlySpan<Zone> forward)
    {
        int after = ~forward.BinarySearch(new Zone(cluster.MaxStart, BeforeAll));
        return after > 0 && cluster.MinFinish < forward[after - 1].To;
    }

    /// <summary>A write and its reads.</summary>
    private struct Cluster
    {
        public int WriteStart;
        public int MinFinish;
        public int MaxStart;

        /// <summary>The value where it is found without a table, else 0.</summary>
        public int Number;
    }

    /// <summary>From the first finish of a cluster to its last start; finishes are unlike.</summary>
    private readonly record struct Zone(int From, int To) : IComparable<Zone>
    {
        public int CompareTo(Zone other) => From.CompareTo(other.From);
    }
}
