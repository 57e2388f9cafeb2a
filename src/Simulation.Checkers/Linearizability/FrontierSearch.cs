namespace Simulation.Checkers.Linearizability;

/// <summary>
/// Keeps all configurations that explain the history so far, event by event. An operation takes effect only
/// when a return asks for it, so memory is that of the widest moment, not of the history.
/// </summary>
/// <remarks>
/// Source: Lowe, "Testing for linearizability", CCPE 2017, section 5 (just-in-time linearization).
/// </remarks>
internal sealed class FrontierSearch<TMask>
    where TMask : struct, IMask<TMask>
{
    private readonly Window<TMask> _window;
    private readonly Moves<TMask> _moves;
    private readonly ConfigurationTable<TMask> _work = new();
    private ConfigurationTable<TMask> _now = new();
    private ConfigurationTable<TMask> _next = new();
    private int _expanded = -1;

    public FrontierSearch(ObjectHistory history, Crowd crowd, StateTable states, Outlook outlook)
    {
        _window = new Window<TMask>(history, crowd);
        _moves = new Moves<TMask>(_window, states, outlook);
        _now.Append(default);
    }

    /// <summary>The event before which everything is known to be linearizable.</summary>
    public int Reached => _window.Place;

    /// <summary>Works for about that many steps; null while there is no answer.</summary>
    public bool? Advance(ref long steps)
    {
        while (steps > 0)
        {
            if (_expanded >= 0)
            {
                if (!Expand(ref steps))
                {
                    continue;
                }

                _expanded = -1;
                if (_next.Count == 0)
                {
                    return false;
                }

                (_now, _next) = (_next, _now);
                _window.Forward();
                continue;
            }

            if (_window.IsAtEnd)
            {
                return true;
            }

            int e = _window.History.Events[_window.Place];
            steps -= 1 + _now.Count / 4;
            if (e < 0)
            {
                Return(~e);
                continue;
            }

            _window.Forward();
            for (int i = 0; i < _now.Count; i++)
            {
                _moves.Invoke(ref _now[i], e);
            }
        }

        return null;
    }

    private void Return(int operation)
    {
        int slot = _window.SlotOf(operation);
        if (_now.Count == 1 && _now[0].Done.Has(slot))
        {
            Moves<TMask>.Forget(ref _now[0], slot);
            _window.Forward();
            return;
        }

        _work.Clear();
        _next.Clear();
        for (int i = 0; i < _now.Count; i++)
        {
            if (!_now.IsDead(i))
            {
                Sort(_now[i], operation, wasAbsorbed: false);
            }
        }

        _expanded = 0;
    }

    private void Sort(Configuration<TMask> configuration, int operation, bool wasAbsorbed)
    {
        int slot = _window.SlotOf(operation);
        bool isAbsorbed = configuration.Absorbed.Has(slot);
        if (!configuration.Done.Has(slot) && (!isAbsorbed || _moves.IsWorthSeeing(operation)))
        {
            _work.Add(configuration, _window);
        }

        // An operation that could be passed over before the last step was passed over there.
        if (configuration.Done.Has(slot) || (isAbsorbed && !wasAbsorbed))
        {
            Moves<TMask>.Forget(ref configuration, slot);
            _next.Add(configuration, _window);
        }
    }

    private bool Expand(ref long steps)
    {
        int operation = ~_window.History.Events[_window.Place];
        int slot = _window.SlotOf(operation);
        for (; _expanded < _work.Count; _expanded++)
        {
            if (steps <= 0)
            {
                return false;
            }

            steps--;
            if (_work.IsDead(_expanded))
            {
                continue;
            }

            Configuration<TMask> from = _work[_expanded];
            for (TMask pending = _window.Updates.Except(from.Done); !pending.IsEmpty; )
            {
                int next = pending.First;
                pending = pending.Without(next);
                if (_moves.TryApply(from, _window.OperationAt(next), out Configuration<TMask> to))
                {
                    steps--;
                    Sort(to, operation, from.Absorbed.Has(slot));
                }
            }

            for (int i = 0; i < _window.ClassCount; i++)
            {
                int next = _window.NextOpen(i, from.Used);
                if (next >= 0 && _moves.TryApply(from, next, out Configuration<TMask> to))
                {
                    steps--;
                    Sort(to, operation, from.Absorbed.Has(slot));
                }
            }
        }

        return true;
    }
}
