using Simulation.Histories;

namespace Simulation.Tests.Checkers.Sessions;

/// <summary>
/// Tries every order of a tiny history of unique writes; shares no code with the checkers that it tests.
/// </summary>
internal sealed class ViewOracle
{
    private readonly IReadOnlyList<Operation> _operations;
    private readonly int _count;
    private readonly bool[,] _session;
    private readonly bool[,] _reads;

    private ViewOracle(History history)
    {
        _operations = history.Operations;
        _count = _operations.Count;
        _session = Relation((i, j) => i < j && _operations[i].Process == _operations[j].Process);
        _reads = Relation(
            (i, j) =>
                IsWrite(i)
                && !IsWrite(j)
                && _operations[i].Key == _operations[j].Key
                && _operations[i].Argument == _operations[j].Result
        );
    }

    public static bool Holds(History history, string model)
    {
        ViewOracle oracle = new(history);
        bool[,] causal = oracle.Closure(
            oracle.Relation((i, j) => oracle._session[i, j] || oracle._reads[i, j])
        );
        return model switch
        {
            "sequential" => oracle.HasOrder(_ => true, oracle._session),
            "consistent-prefix" => oracle.HasOrder(
                _ => true,
                oracle.Relation((i, j) => oracle._session[i, j] && oracle.IsWrite(i) == oracle.IsWrite(j))
            ),
            "causal" => oracle.IsAcyclic(causal) && oracle.HasViews((_, i, j) => causal[i, j]),
            "causal-convergence" => oracle.IsAcyclic(causal) && oracle.HasArbitration(causal),
            "pram" => oracle.HasViews((_, i, j) => oracle._session[i, j]),
            "monotonic-reads" => oracle.HasViews(oracle.InReads),
            "monotonic-writes" => oracle.HasViews(
                (p, i, j) =>
                    oracle.InReads(p, i, j)
                    || (oracle._session[i, j] && oracle.IsWrite(i) && oracle.IsWrite(j))
            ),
            "writes-follow-reads" => oracle.HasViews(
                (p, i, j) => oracle.InReads(p, i, j) || oracle.Follows(i, j)
            ),
            _ => oracle.HasViews(
                (_, i, j) => oracle._session[i, j] && oracle.IsWrite(i) && !oracle.IsWrite(j)
            ),
        };
    }

    private bool IsWrite(int i) => _operations[i].Function == "write";

    private bool InReads(int process, int i, int j) =>
        _session[i, j] && !IsWrite(i) && !IsWrite(j) && _operations[i].Process == process;

    private bool Follows(int write, int later) =>
        IsWrite(later)
        && Enumerable.Range(0, _count).Any(read => _reads[write, read] && _session[read, later]);

    private bool HasViews(Func<int, int, int, bool> isBefore) =>
        _operations
            .Select(operation => operation.Process)
            .Distinct()
            .All(process =>
                HasOrder(
                    i => IsWrite(i) || _operations[i].Process == process,
                    Relation((i, j) => isBefore(process, i, j))
                )
            );

    /// <summary>One order of the writes, in which each read returns the last that it depends on.</summary>
    private bool HasArbitration(bool[,] causal)
    {
        int[] writes = [.. Enumerable.Range(0, _count).Where(IsWrite)];
        return Permutations([], writes)
            .Any(order =>
                order.Index().All(one => order[one.Index..].All(later => !causal[later, one.Item]))
                && Enumerable
                    .Range(0, _count)
                    .Where(i => !IsWrite(i))
                    .All(read =>
                        order
                            .Where(write =>
                                causal[write, read] && _operations[write].Key == _operations[read].Key
                            )
                            .Select(write => _operations[write].Argument)
                            .LastOrDefault(Value.Nil) == _operations[read].Result
                    )
            );
    }

    private static IEnumerable<List<int>> Permutations(List<int> taken, int[] left) =>
        left.Length == 0
            ? [taken]
            : left.SelectMany(next => Permutations([.. taken, next], [.. left.Where(i => i != next)]));

    private bool HasOrder(Func<int, bool> isIn, bool[,] before)
    {
        int all = Enumerable.Range(0, _count).Where(isIn).Sum(i => 1 << i);
        return Search(all, 0, [], before, []);
    }

    private bool Search(
        int all,
        int done,
        SortedDictionary<string, Value> state,
        bool[,] before,
        HashSet<string> seen
    )
    {
        if (done == all)
        {
            return true;
        }

        if (!seen.Add($"{done} {string.Join(',', state)}"))
        {
            return false;
        }

        for (int i = 0; i < _count; i++)
        {
            bool isNext =
                (all & ~done & 1 << i) != 0
                && !Enumerable.Range(0, _count).Any(j => before[j, i] && (all & ~done & 1 << j) != 0);
            if (!isNext)
            {
                continue;
            }

            Operation operation = _operations[i];
            SortedDictionary<string, Value> next = new(state, StringComparer.Ordinal);
            if (IsWrite(i))
            {
                next[operation.Key!] = operation.Argument;
            }
            else if (state.GetValueOrDefault(operation.Key!) != operation.Result)
            {
                continue;
            }

            if (Search(all, done | 1 << i, next, before, seen))
            {
                return true;
            }
        }

        return false;
    }

    private bool[,] Relation(Func<int, int, bool> isRelated)
    {
        bool[,] relation = new bool[_count, _count];
        for (int i = 0; i < _count; i++)
        {
            for (int j = 0; j < _count; j++)
            {
                relation[i, j] = isRelated(i, j);
            }
        }

        return relation;
    }

    private bool[,] Closure(bool[,] relation)
    {
        for (int k = 0; k < _count; k++)
        {
            for (int i = 0; i < _count; i++)
            {
                for (int j = 0; j < _count; j++)
                {
                    relation[i, j] |= relation[i, k] && relation[k, j];
                }
            }
        }

        return relation;
    }

    private bool IsAcyclic(bool[,] closure) => Enumerable.Range(0, _count).All(i => !closure[i, i]);
}
