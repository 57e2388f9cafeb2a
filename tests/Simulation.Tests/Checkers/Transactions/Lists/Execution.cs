using Simulation.Checkers.Transactions;

namespace Simulation.Tests.Checkers.Transactions.Lists;

/// <summary>One order of all transactions that explains what they read, and what follows from it.</summary>
/// <remarks>
/// The models named by Cerone, Bernardi and Gotsman (CONCUR 2015) are decided by their axioms: the least
/// visibility that the model demands is derived, and every read must return the newest visible version.
/// </remarks>
internal sealed class Execution
{
    private readonly TransactionLog _log;
    private readonly int[] _order;
    private readonly int _count;
    private readonly bool[,] _before;
    private readonly bool[,] _wr;
    private readonly bool[,] _ww;
    private readonly List<(int Reader, int Step, int Key, int Writer)> _reads = [];

    /// <summary>Derives the versions from the order.</summary>
    public Execution(TransactionLog log, int[] order)
    {
        _log = log;
        _order = order;
        _count = log.Count;
        _before = Relation((a, b) => Array.IndexOf(order, a) < Array.IndexOf(order, b));
        _ww = Relation((a, b) => _before[a, b] && KeysOf(a).Intersect(KeysOf(b)).Any());
        _wr = new bool[_count, _count];
    }

    /// <summary>
    /// Takes a read in; false when no version explains it. One behind an own append shows the version which
    /// that append builds upon, and so the one right before it.
    /// </summary>
    public bool AddRead(int reader, int index)
    {
        Step read = _log.StepsOf(reader)[index];
        int[] elements = _log.ElementsOf(read).ToArray();
        int[] own = [.. Appends(reader, read.Key, index)];
        List<int> version = [];
        int writer = -1;
        foreach (int next in (int[])[-1, .. _order])
        {
            if (next >= 0 && (next == reader || !KeysOf(next).Contains(read.Key)))
            {
                continue;
            }

            version.AddRange(next < 0 ? [] : Appends(next, read.Key, int.MaxValue));
            writer = next;
            bool isOverwritten =
                own.Length > 0 && Missed(reader, read.Key, writer).Any(missed => _before[missed, reader]);
            if (version.Concat(own).SequenceEqual(elements) && !isOverwritten)
            {
                _reads.Add((reader, index, read.Key, writer));
                if (writer >= 0)
                {
                    _wr[writer, reader] = true;
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a model allows this execution with this very order.</summary>
    public bool Satisfies(string model)
    {
        bool[,] so = Relation(
            (a, b) => _log.SessionOf(a) == _log.SessionOf(b) && a < b && _log.CompletedOf(a) < int.MaxValue
        );
        bool[,] rt = Relation((a, b) => _log.CompletedOf(a) < _log.InvokedOf(b));
        bool[,] none = new bool[_count, _count];
        return model switch
        {
            "strict-serializable" => Within(rt) && Newest(_before),
            "strong-session-serializable" => Within(so) && Newest(_before),
            "serializable" or "repeatable-read" => Newest(_before),
            "strong-snapshot-isolation" => Within(rt) && Newest(Visible(Or(rt, _ww), true, true)),
            "strong-session-snapshot-isolation" => Within(so) && Newest(Visible(Or(so, _ww), true, true)),
            "snapshot-isolation" => Newest(Visible(_ww, true, true)),
            "parallel-snapshot-isolation" => Within(_wr) && Newest(Visible(_ww, false, true)),
            "consistent-view" => Within(_wr) && Newest(Closure(Or(_wr, _ww))),
            "prefix" => Newest(Visible(none, true, false)),
            "transactional-causal" => Within(so) && Newest(Visible(so, false, true)),
            "causal-cerone" => Newest(Visible(none, false, true)),
            "update-atomic" => Newest(Visible(_ww, false, false)),
            "read-atomic-BE" => Within(so) && Newest(Visible(so, false, false)),
            "read-atomic" => Newest(Visible(none, false, false)),
            "monotonic-view" => Within(_wr) && IsMonotonic(Closure(Or(_wr, _ww))),
            "cursor-stability" => Within(_wr) && KeepsUpdates(),
            "monotonic-atomic-view" => Within(_wr) && IsMonotonic(null),
            "read-committed-BE" => Within(Or(_wr, so)) && IsMonotonic(null),
            "strong-read-committed" => Within(Or(_wr, rt)),
            "strong-session-read-committed" => Within(Or(_wr, so)),
            "read-committed" => Within(_wr),
            "read-uncommitted" => true,
            _ => throw new ArgumentException(model, nameof(model)),
        };
    }

    private int[] KeysOf(int transaction) =>
        [
            .. _log.StepsOf(transaction)
                .ToArray()
                .Where(step => step.Kind == StepKind.Append)
                .Select(step => step.Key),
        ];

    private IEnumerable<int> Appends(int transaction, int key, int before) =>
        _log.StepsOf(transaction)
            .ToArray()
            .Where((step, i) => step.Kind == StepKind.Append && step.Key == key && i < before)
            .Select(step => step.Value);

    private bool[,] Relation(Func<int, int, bool> holds)
    {
        bool[,] relation = new bool[_count, _count];
        foreach (int a in _order)
        {
            foreach (int b in _order)
            {
                relation[a, b] = a != b && holds(a, b);
            }
        }

        return relation;
    }

    private bool[,] Or(bool[,] one, bool[,] other) => Relation((a, b) => one[a, b] || other[a, b]);

    private bool Within(bool[,] relation) =>
        _order.All(a => _order.All(b => !relation[a, b] || _before[a, b]));

    private bool[,] Closure(bool[,] relation)
    {
        bool[,] closure = Relation((a, b) => relation[a, b]);
        foreach (int via in _order)
        {
            closure = Or(closure, Relation((a, b) => closure[a, via] && closure[via, b]));
        }

        return closure;
    }

    /// <summary>
    /// The least visibility that holds reads and more, and is closed under the order of all (a prefix) or
    /// under itself (transitive).
    /// </summary>
    private bool[,] Visible(bool[,] more, bool isPrefix, bool isTransitive)
    {
        bool[,] visible = Or(_wr, more);
        for (int round = 0; round < _count; round++)
        {
            bool[,] now = visible;
            visible = Or(
                now,
                Relation(
                    (a, b) =>
                        _order.Any(via =>
                            now[via, b] && ((isPrefix && _before[a, via]) || (isTransitive && now[a, via]))
                        )
                )
            );
        }

        return visible;
    }

    /// <summary>
    /// Whether visibility fits the order, and each read returned the newest visible version.
    /// </summary>
    private bool Newest(bool[,] visible) =>
        Within(visible)
        && _reads.All(read =>
            (read.Writer < 0 || visible[read.Writer, read.Reader])
            && !Missed(read.Reader, read.Key, read.Writer).Any(missed => visible[missed, read.Reader])
        );

    private IEnumerable<int> Missed(int reader, int key, int writer) =>
        _order.Where(other =>
            other != reader && KeysOf(other).Contains(key) && (writer < 0 || _before[writer, other])
        );

    /// <summary>
    /// Whether no read misses a transaction which an earlier read returned, or on which that depends. A step
    /// that wrote depends on the writer before it.
    /// </summary>
    private bool IsMonotonic(bool[,]? dependency)
    {
        foreach ((int reader, int index, int key, int writer) in _reads)
        {
            List<int> earlier =
            [
                .. _reads.Where(read => read.Reader == reader && read.Step < index).Select(r => r.Writer),
            ];
            if (dependency is not null)
            {
                int[] written =
                [
                    .. _log.StepsOf(reader)[..index]
                        .ToArray()
                        .Where(step => step.Kind == StepKind.Append)
                        .Select(step => step.Key),
                ];
                earlier.AddRange(
                    written.SelectMany(k => _order.Where(w => _before[w, reader] && KeysOf(w).Contains(k)))
                );
            }

            bool isStale = Missed(reader, key, writer)
                .Any(missed =>
                    earlier.Any(seen => seen == missed || (seen >= 0 && (dependency?[missed, seen] ?? false)))
                );
            if (isStale)
            {
                return false;
            }
        }

        return true;
    }

    private bool KeepsUpdates() =>
        _reads.All(read =>
            !KeysOf(read.Reader).Contains(read.Key)
            || !Missed(read.Reader, read.Key, read.Writer).Any(missed => _before[missed, read.Reader])
        );
}
