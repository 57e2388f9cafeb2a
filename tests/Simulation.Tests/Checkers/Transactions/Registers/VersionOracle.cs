using Simulation.Histories;

namespace Simulation.Tests.Checkers.Transactions.Registers;

/// <summary>
/// Decides models that speak of versions by trying every order of all transactions that may have committed,
/// which orders the versions of each key, and asking the model's axiom of each.
/// </summary>
/// <remarks>Sources: Cerone, Bernardi and Gotsman, CONCUR 2015, section 3; Adya 1999 for the
/// updates.</remarks>
internal sealed class VersionOracle
{
    private readonly ResolvedHistory _history;
    private readonly int[] _rank;
    private readonly int[] _order;

    private VersionOracle(ResolvedHistory history, int[] order)
    {
        _history = history;
        _order = order;
        _rank = new int[history.Transactions.Count];
        for (int i = 0; i < order.Length; i++)
        {
            _rank[order[i]] = i;
        }
    }

    /// <summary>Whether a model holds.</summary>
    public static bool Holds(History history, string model)
    {
        ResolvedHistory resolved = new(history);
        if (resolved.HasDirtyRead || (resolved.HasInternalAnomaly && model != "cursor-stability"))
        {
            return false;
        }

        int[] all = [.. Enumerable.Range(0, resolved.Transactions.Count)];
        int[] lost = [.. all.Where(transaction => !resolved.IsCommitted(transaction))];
        for (int chosen = 0; chosen < 1 << lost.Length; chosen++)
        {
            int[] present =
            [
                .. all.Where(transaction =>
                    resolved.IsCommitted(transaction) || (chosen >> Array.IndexOf(lost, transaction) & 1) == 1
                ),
            ];
            if (Orders(present).Any(order => new VersionOracle(resolved, order).Allows(model)))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<int[]> Orders(int[] items)
    {
        if (items.Length == 0)
        {
            yield return [];
        }

        foreach (int first in items)
        {
            foreach (int[] rest in Orders([.. items.Where(item => item != first)]))
            {
                yield return [first, .. rest];
            }
        }
    }

    private bool Allows(string model)
    {
        int count = _rank.Length;
        bool[,] visible = new bool[count, count];
        foreach (int reader in _order)
        {
            foreach ((_, int writer) in _history.Reads[reader])
            {
                if (writer >= 0 && (!_order.Contains(writer) || _rank[writer] >= _rank[reader]))
                {
                    return false;
                }

                if (writer >= 0)
                {
                    visible[writer, reader] = true;
                }
            }
        }

        if (model == "cursor-stability")
        {
            return _order.All(KeepsUpdates);
        }

        foreach (int one in _order)
        {
            foreach (int other in _order)
            {
                visible[one, other] |=
                    _rank[one] < _rank[other]
                    && _history.Writes[one].Keys.Any(_history.Writes[other].ContainsKey);
            }
        }

        foreach (int via in model == "update-atomic" ? [] : _order)
        {
            foreach (int one in _order)
            {
                foreach (int other in _order)
                {
                    visible[one, other] |= visible[one, via] && visible[via, other];
                }
            }
        }

        return _order.All(reader =>
            _history.Reads[reader].All(read => !Missed(reader, read).Any(missed => visible[missed, reader]))
        );
    }

    private bool KeepsUpdates(int reader) =>
        _history
            .Reads[reader]
            .All(read =>
                !_history.Writes[reader].ContainsKey(read.Key)
                || !Missed(reader, read).Any(missed => _rank[missed] < _rank[reader])
            );

    private IEnumerable<int> Missed(int reader, (string Key, int Writer) read) =>
        _order.Where(other =>
            other != reader
            && other != read.Writer
            && _history.Writes[other].ContainsKey(read.Key)
            && (read.Writer < 0 || _rank[other] > _rank[read.Writer])
        );
}
