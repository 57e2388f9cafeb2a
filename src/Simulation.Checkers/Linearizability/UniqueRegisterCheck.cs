using System.Runtime.InteropServices;
using Simulation.Histories;

namespace Simulation.Checkers.Linearizability;

/// <summary>
/// Tells in one pass over the operations that a register in which every write brings a value of its own is
/// linearizable; the zones are those of <see cref="ZoneCheck"/>, which explains where this cannot tell.
/// </summary>
/// <remarks>Source: Gibbons and Korach, "Testing Shared Memories", SIAM J. Comput. 1997, section 4.</remarks>
internal sealed class UniqueRegisterCheck
{
    private const int Unwritten = -2;
    private const int BeforeAll = -1;

    private readonly Cluster[] _direct;
    private readonly List<Cluster> _others = [];
    private readonly Dictionary<Value, int> _otherNumbers = [];
    private Cluster _initial = new()
    {
        WriteStart = BeforeAll,
        MinFinish = BeforeAll,
        MaxStart = BeforeAll,
    };
    private int _lastOrder;

    private UniqueRegisterCheck(int count)
    {
        // Values that are numbers of the size of the history find their clusters without a table.
        _direct = new Cluster[(2 * count) + 64];
        Array.Fill(_direct, Cluster.Empty);
    }

    /// <summary>True where it certainly is; false where another check must tell.</summary>
    /// <param name="operations">Those on one key, in the order of invocation.</param>
    public static bool Holds(List<Operation> operations)
    {
        UniqueRegisterCheck check = new(operations.Count);
        return check.TryFill(CollectionsMarshal.AsSpan(operations)) && check.HasNoConflict();
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
        ref Cluster cluster = ref ClusterOf(isWrite ? operation.Argument : operation.Result);
        int start = operation.InvokedOrder;
        int finish = operation.CompletedOrder;
        if (isWrite)
        {
            if (cluster.WriteStart != Unwritten)
            {
                return false;
            }

            cluster.WriteStart = start;
        }

        cluster.MinFinish = Math.Min(cluster.MinFinish, finish);
        cluster.MaxStart = Math.Max(cluster.MaxStart, start);
        _lastOrder = Math.Max(_lastOrder, start);
        return true;
    }

    private ref Cluster ClusterOf(in Value value)
    {
        if (value.IsNil)
        {
            return ref _initial;
        }

        if (value.IsNumber && (ulong)value.AsNumber < (ulong)_direct.Length)
        {
            return ref _direct[value.AsNumber];
        }

        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _otherNumbers,
            value,
            out bool isKnown
        );
        if (!isKnown)
        {
            number = _others.Count;
            _others.Add(Cluster.Empty);
        }

        return ref CollectionsMarshal.AsSpan(_others)[number];
    }

    private bool HasNoConflict()
    {
        // By the finish at which a forward zone begins: the start at which it ends. Orders are unlike, so
        // that an array sorts them.
        int[] forward = new int[_lastOrder + 2];
        Span<Cluster> others = CollectionsMarshal.AsSpan(_others);
        if (
            !AddForward(new Span<Cluster>(ref _initial), forward)
            || !AddForward(_direct, forward)
            || !AddForward(others, forward)
        )
        {
            return false;
        }

        int end = 0;
        for (int at = 0; at < forward.Length; at++)
        {
            if (forward[at] != 0)
            {
                if (at < end)
                {
                    return false;
                }

                end = forward[at];
            }

            forward[at] = end;
        }

        return IsOutside(_direct, forward) && IsOutside(others, forward);
    }

    /// <summary>Notes the forward zones; false where a read has no write or comes before it.</summary>
    private static bool AddForward(ReadOnlySpan<Cluster> clusters, int[] forward)
    {
        foreach (ref readonly Cluster cluster in clusters)
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
                forward[cluster.MinFinish + 1] = cluster.MaxStart + 1;
            }
        }

        return true;
    }

    /// <summary>Whether no backward zone lies within a forward zone.</summary>
    private static bool IsOutside(ReadOnlySpan<Cluster> clusters, int[] forward)
    {
        foreach (ref readonly Cluster cluster in clusters)
        {
            bool isInside =
                cluster.MaxStart >= 0
                && cluster.MaxStart < cluster.MinFinish
                && cluster.MinFinish + 1L < forward[cluster.MaxStart + 1];
            if (isInside)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A write and its reads.</summary>
    private struct Cluster
    {
        public static Cluster Empty =>
            new()
            {
                WriteStart = Unwritten,
                MinFinish = int.MaxValue,
                MaxStart = BeforeAll,
            };

        public int WriteStart;
        public int MinFinish;
        public int MaxStart;
    }
}
