using Simulation.Checkers.Specifications;

namespace Simulation.Checkers.Linearizability;

/// <summary>The steps from one configuration to the next, the same for every order of search.</summary>
internal sealed class Moves<TMask>(Window<TMask> window, StateTable states, Outlook outlook)
    where TMask : struct, IMask<TMask>
{
    /// <summary>
    /// Whether an absorbed write may, when it returns, be better off with an effect that is seen.
    /// </summary>
    public bool IsWorthSeeing(int operation) =>
        outlook.IsObservedAfter(window.History.Written[operation], window.Place);

    /// <summary>Forgets an operation that returned.</summary>
    public static void Forget(ref Configuration<TMask> configuration, int slot)
    {
        configuration.Done = configuration.Done.Without(slot);
        configuration.Absorbed = configuration.Absorbed.Without(slot);
    }

    /// <summary>
    /// Lets a newly invoked read happen at once where it is legal; never worse than waiting.
    /// </summary>
    public void Invoke(ref Configuration<TMask> configuration, int operation)
    {
        if (
            window.History.IsRead(operation)
            && states.Step(configuration.State, operation) != StateTable.Illegal
        )
        {
            configuration.Done = configuration.Done.With(window.SlotOf(operation));
        }
    }

    /// <summary>Lets a pending update take effect, and every pending read that is then legal.</summary>
    public bool TryApply(in Configuration<TMask> from, int operation, out Configuration<TMask> to)
    {
        to = from;
        int state = states.Step(from.State, operation);
        if (state == StateTable.Illegal)
        {
            return false;
        }

        ObjectHistory history = window.History;
        int slot = window.SlotOf(operation);
        if (history.IsOpen(operation))
        {
            to.Used = from.Used.With(slot);
        }
        else
        {
            to.Done = from.Done.With(slot);
            to.Absorbed = from.Absorbed.Without(slot);
        }

        if (history.Kinds[operation] == EffectKind.Writes)
        {
            to.Absorbed = to.Absorbed.Or(window.Blind.Except(to.Done));
        }

        to.State = state;
        if (outlook.HasComputations)
        {
            // States that nobody can tell apart any more are one, whatever order led to them.
            to.State = outlook.LastUse(state) >= window.Place ? state : StateTable.Garbage;
            if (!IsViable(to))
            {
                return false;
            }
        }

        for (TMask waiting = window.Reads.Except(to.Done); !waiting.IsEmpty; )
        {
            int read = waiting.First;
            waiting = waiting.Without(read);
            if (states.Step(state, window.OperationAt(read)) != StateTable.Illegal)
            {
                to.Done = to.Done.With(read);
            }
        }

        return true;
    }

    /// <summary>
    /// Whether the reads to come can still find what they found, as long as no write helps them.
    /// </summary>
    private bool IsViable(in Configuration<TMask> at)
    {
        if (outlook.HasOpenWrites || !window.Blind.Except(at.Done).IsEmpty)
        {
            return true;
        }

        for (TMask waiting = window.Reads.Except(at.Done); !waiting.IsEmpty; )
        {
            int read = waiting.First;
            waiting = waiting.Without(read);
            if (!outlook.CanFind(at.State, window.OperationAt(read), window.Place))
            {
                return false;
            }
        }

        int next = outlook.NextRead(window.Place);
        return next < 0 || outlook.CanFind(at.State, next, window.Place);
    }
}
