using Simulation.Checkers.Specifications;

namespace Simulation.Checkers.Linearizability;

/// <summary>
/// The operations that are pending at a place in the history, which moves forward and back. Operations that
/// return share recycled slots; open ones have a number of their own, given out so that of several with the
/// same effect the earlier is used first.
/// </summary>
internal sealed class Window<TMask>
    where TMask : struct, IMask<TMask>
{
    private readonly int[] _slots;
    private readonly int[] _classes;
    private readonly int[] _operationAt;
    private readonly int[][] _openByClass;
    private readonly int[] _availableByClass;
    private TMask _updates;
    private TMask _reads;
    private TMask _blind;

    public Window(ObjectHistory history, Crowd crowd)
    {
        History = history;
        _slots = crowd.Slots;
        _classes = crowd.Classes;
        _openByClass = crowd.OpenByClass;
        _operationAt = new int[crowd.SlotCount];
        _availableByClass = new int[_openByClass.Length];
    }

    /// <summary>The history that it looks into.</summary>
    public ObjectHistory History { get; }

    /// <summary>The event that comes next.</summary>
    public int Place { get; private set; }

    /// <summary>Whether every event is behind.</summary>
    public bool IsAtEnd => Place == History.Events.Length;

    /// <summary>Slots of pending operations that change the state.</summary>
    public ref readonly TMask Updates => ref _updates;

    /// <summary>Slots of pending operations that do not.</summary>
    public ref readonly TMask Reads => ref _reads;

    /// <summary>Slots of pending writes, legal everywhere and deaf to what stood before.</summary>
    public ref readonly TMask Blind => ref _blind;

    /// <summary>How many kinds of open operations there are.</summary>
    public int ClassCount => _openByClass.Length;

    /// <summary>The slot of an operation that returns.</summary>
    public int SlotOf(int operation) => _slots[operation];

    /// <summary>The number of an open operation among the open ones.</summary>
    public int OpenNumberOf(int operation) => _slots[operation];

    /// <summary>The operation in a slot in use.</summary>
    public int OperationAt(int slot) => _operationAt[slot];

    /// <summary>The next unused open operation of a class, or negative.</summary>
    public int NextOpen(int operationClass, in TMask used)
    {
        int[] members = _openByClass[operationClass];
        for (int i = 0; i < _availableByClass[operationClass]; i++)
        {
            if (!used.Has(_slots[members[i]]))
            {
                return members[i];
            }
        }

        return -1;
    }

    /// <summary>Passes the next event.</summary>
    public void Forward()
    {
        int e = History.Events[Place++];
        if (e >= 0)
        {
            Enter(e);
        }
        else
        {
            Leave(~e);
        }
    }

    /// <summary>Goes to any place, event by event.</summary>
    public void MoveTo(int place)
    {
        while (Place < place)
        {
            Forward();
        }

        while (Place > place)
        {
            int e = History.Events[--Place];
            if (e >= 0)
            {
                Leave(e);
            }
            else
            {
                Enter(~e);
            }
        }
    }

    private void Enter(int operation)
    {
        int slot = _slots[operation];
        if (History.IsOpen(operation))
        {
            _availableByClass[_classes[operation]]++;
            return;
        }

        _operationAt[slot] = operation;
        if (History.IsRead(operation))
        {
            _reads = _reads.With(slot);
            return;
        }

        _updates = _updates.With(slot);
        if (History.Kinds[operation] == EffectKind.Writes)
        {
            _blind = _blind.With(slot);
        }
    }

    private void Leave(int operation)
    {
        if (History.IsOpen(operation))
        {
            _availableByClass[_classes[operation]]--;
            return;
        }

        int slot = _slots[operation];
        _reads = _reads.Without(slot);
        _updates = _updates.Without(slot);
        _blind = _blind.Without(slot);
    }
}
