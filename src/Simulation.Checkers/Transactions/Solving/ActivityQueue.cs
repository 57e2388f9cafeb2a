namespace Simulation.Checkers.Transactions.Solving;

/// <summary>
/// The variables yet to be decided, those in many recent conflicts first; of equals the lower number.
/// </summary>
/// <remarks>
/// Source: the VSIDS rule of Moskewicz et al., "Chaff", DAC 2001, in whole numbers, so that every machine
/// decides alike.
/// </remarks>
internal sealed class ActivityQueue
{
    private const long ActivityMax = 1L << 60;

    private readonly long[] _activity;
    private readonly int[] _heap;
    private readonly int[] _place;
    private int _count;
    private long _bump = 1 << 10;

    /// <summary>All variables, none active.</summary>
    public ActivityQueue(int count)
    {
        _activity = new long[count];
        _heap = new int[count];
        _place = new int[count];
        for (int variable = 0; variable < count; variable++)
        {
            _heap[variable] = variable;
            _place[variable] = variable;
        }

        _count = count;
    }

    /// <summary>Whether no variable is left.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Takes out the first variable.</summary>
    public int Take()
    {
        int first = _heap[0];
        _place[first] = -1;
        _count--;
        if (_count > 0)
        {
            Put(_heap[_count], 0);
            Sink(0);
        }

        return first;
    }

    /// <summary>Puts a variable back if it is out.</summary>
    public void Restore(int variable)
    {
        if (_place[variable] < 0)
        {
            Put(variable, _count++);
            Rise(_count - 1);
        }
    }

    /// <summary>Notes that a variable took part in a conflict.</summary>
    public void Bump(int variable)
    {
        _activity[variable] += _bump;
        if (_activity[variable] > ActivityMax)
        {
            // Scaling all keeps their order but for what becomes equal, so the heap stays one.
            for (int i = 0; i < _activity.Length; i++)
            {
                _activity[i] >>= 40;
            }

            _bump = Math.Max(_bump >> 40, 1 << 10);
            for (int i = (_count / 2) - 1; i >= 0; i--)
            {
                Sink(i);
            }
        }

        if (_place[variable] >= 0)
        {
            Rise(_place[variable]);
        }
    }

    /// <summary>Lets all that went before count less.</summary>
    public void Decay() => _bump += _bump >> 4;

    private bool Precedes(int variable, int other) =>
        _activity[variable] != _activity[other] ? _activity[variable] > _activity[other] : variable < other;

    private void Put(int variable, int place)
    {
        _heap[place] = variable;
        _place[variable] = place;
    }

    private void Rise(int place)
    {
        int variable = _heap[place];
        while (place > 0 && Precedes(variable, _heap[(place - 1) / 2]))
        {
            Put(_heap[(place - 1) / 2], place);
            place = (place - 1) / 2;
        }

        Put(variable, place);
    }

    private void Sink(int place)
    {
        int variable = _heap[place];
        for (int child = (2 * place) + 1; child < _count; child = (2 * place) + 1)
        {
            child += child + 1 < _count && Precedes(_heap[child + 1], _heap[child]) ? 1 : 0;
            if (!Precedes(_heap[child], variable))
            {
                break;
            }

            Put(_heap[child], place);
            place = child;
        }

        Put(variable, place);
    }
}
