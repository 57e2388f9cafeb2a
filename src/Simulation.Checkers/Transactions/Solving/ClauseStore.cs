using System.Runtime.InteropServices;

namespace Simulation.Checkers.Transactions.Solving;

/// <summary>Learned clauses of at least two literals, each watched by its first two.</summary>
internal sealed class ClauseStore
{
    private readonly List<int> _literals = [];
    private readonly List<int> _starts = [0];
    private List<int>[] _watchers = [];

    /// <summary>Makes room for so many variables.</summary>
    public void Prepare(int variables)
    {
        _watchers = new List<int>[variables * 2];
        for (int literal = 0; literal < _watchers.Length; literal++)
        {
            _watchers[literal] = [];
        }
    }

    /// <summary>Stores a clause and returns its number.</summary>
    public int Add(List<int> literals)
    {
        int clause = _starts.Count - 1;
        _literals.AddRange(literals);
        _starts.Add(_literals.Count);
        _watchers[literals[0]].Add(clause);
        _watchers[literals[1]].Add(clause);
        return clause;
    }

    /// <summary>The literals of a clause; the first two are watched.</summary>
    public Span<int> Literals(int clause) =>
        CollectionsMarshal.AsSpan(_literals)[_starts[clause].._starts[clause + 1]];

    /// <summary>The clauses that watch a literal.</summary>
    public List<int> WatchersOf(int literal) => _watchers[literal];
}
