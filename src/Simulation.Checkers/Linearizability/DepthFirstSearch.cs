namespace Simulation.Checkers.Linearizability;

/// <summary>
/// Follows one explanation as far as it goes and steps back when it fails; never looks at a configuration
/// twice. Quick where the first paths are good and the frontier is wide.
/// </summary>
/// <remarks>
/// Source: Wing and Gong, "Testing and verifying concurrent objects", JPDC 1993, with the memory of Lowe
/// 2017.
/// </remarks>
internal sealed class DepthFirstSearch<TMask>
    where TMask : struct, IMask<TMask>
{
    // Beyond this its memory would grow past that of the frontier search, which then goes on alone.
    private const int SeenMax = 1 << 20;

    private readonly Window<TMask> _window;
    private readonly Moves<TMask> _moves;
    private readonly Stack<(int Place, Configuration<TMask> Configuration)> _stack = new();
    private readonly HashSet<(int Place, Configuration<TMask> Configuration)> _seen = new(new Equality());

    public DepthFirstSearch(ObjectHistory history, Crowd crowd, StateTable states, Outlook outlook)
    {
        _window = new Window<TMask>(history, crowd);
        _moves = new Moves<TMask>(_window, states, outlook);
        _stack.Push((0, default));
    }

    /// <summary>The furthest event that an explanation reached.</summary>
    public int Reached { get; private set; }

    /// <summary>Whether it has seen too much to go on.</summary>
    public bool HasGivenUp => _seen.Count >= SeenMax;

    /// <summary>Works for about that many steps; null while there is no answer.</summary>
    public bool? Advance(ref long steps)
    {
        while (steps > 0 && !HasGivenUp)
        {
            if (!_stack.TryPop(out (int Place, Configuration<TMask> Configuration) top))
            {
                return false;
            }

            _window.MoveTo(top.Place);
            steps--;
            Configuration<TMask> at = top.Configuration;
            bool isAtEnd = Run(ref at, ref steps);
            Reached = Math.Max(Reached, _window.Place);
            if (isAtEnd)
            {
                return true;
            }

            if (_seen.Add((_window.Place, at)))
            {
                Branch(at, ref steps);
            }
        }

        return null;
    }

    private bool Run(ref Configuration<TMask> at, ref long steps)
    {
        while (!_window.IsAtEnd)
        {
            int e = _window.History.Events[_window.Place];
            if (e >= 0)
            {
                _window.Forward();
                _moves.Invoke(ref at, e);
            }
            else
            {
                int slot = _window.SlotOf(~e);
                bool isHidden = at.Absorbed.Has(slot) && !_moves.IsWorthSeeing(~e);
                if (!at.Done.Has(slot) && !isHidden)
                {
                    return false;
                }

                Moves<TMask>.Forget(ref at, slot);
                _window.Forward();
            }

            steps--;
        }

        return true;
    }

    private void Branch(in Configuration<TMask> from, ref long steps)
    {
        // The last pushed is tried first: the returning operation itself, unseen if it can be, then others
        // that return, then open ones.
        int wanted = ~_window.History.Events[_window.Place];
        int place = _window.Place;
        for (int i = 0; i < _window.ClassCount; i++)
        {
            int next = _window.NextOpen(i, from.Used);
            if (next >= 0)
            {
                Push(place, from, next, ref steps);
            }
        }

        int slot = _window.SlotOf(wanted);
        for (TMask pending = _window.Updates.Except(from.Done).Without(slot); !pending.IsEmpty; )
        {
            int next = pending.First;
            pending = pending.Without(next);
            Push(place, from, _window.OperationAt(next), ref steps);
        }

        if (!_window.History.IsRead(wanted))
        {
            Push(place, from, wanted, ref steps);
        }

        if (from.Absorbed.Has(slot))
        {
            Configuration<TMask> hidden = from;
            Moves<TMask>.Forget(ref hidden, slot);
            _stack.Push((place + 1, hidden));
        }
    }

    private void Push(int place, in Configuration<TMask> from, int operation, ref long steps)
    {
        if (_moves.TryApply(from, operation, out Configuration<TMask> to))
        {
            steps--;
            _stack.Push((place, to));
        }
    }

    private sealed class Equality : IEqualityComparer<(int Place, Configuration<TMask> Configuration)>
    {
        public bool Equals(
            (int Place, Configuration<TMask> Configuration) x,
            (int Place, Configuration<TMask> Configuration) y
        ) => x.Place == y.Place && x.Configuration.Same(y.Configuration);

        public int GetHashCode((int Place, Configuration<TMask> Configuration) obj) =>
            unchecked((int)(obj.Configuration.Hash >> 32) ^ (obj.Place * 31));
    }
}
