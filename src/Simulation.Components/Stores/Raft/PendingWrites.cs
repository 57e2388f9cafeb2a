using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Raft;

/// <summary>
/// Which clients wait for which entries of the log. An entry that another leader replaced is never answered:
/// its client cannot be told what became of the command, since a copy may be in the log elsewhere.
/// </summary>
internal sealed class PendingWrites
{
    private readonly List<Pending> _waiting = [];
    private int _head;

    /// <summary>How many clients wait.</summary>
    public int Count => _waiting.Count - _head;

    /// <summary>
    /// Notes that a client waits for an entry, which takes the place of any noted there or behind.
    /// </summary>
    public void Add(long index, long term, ProcessRef client)
    {
        while (Count > 0 && _waiting[^1].Index >= index)
        {
            _waiting.RemoveAt(_waiting.Count - 1);
        }

        _waiting.Add(new Pending(index, term, client));
    }

    /// <summary>
    /// Takes the client that waits for an entry; entries are asked for in the order of the log.
    /// </summary>
    public ProcessRef? Take(long index, long term)
    {
        while (Count > 0 && _waiting[_head].Index <= index)
        {
            Pending first = _waiting[_head];
            Advance();
            if (first.Index == index && first.Term == term)
            {
                return first.Client;
            }
        }

        return null;
    }

    private void Advance()
    {
        _head++;
        Invariant.That(_head <= _waiting.Count);
        if (_head == _waiting.Count)
        {
            _waiting.Clear();
            _head = 0;
        }
        else if (_head >= 1_024)
        {
            _waiting.RemoveRange(0, _head);
            _head = 0;
        }
    }

    private readonly record struct Pending(long Index, long Term, ProcessRef Client);
}
