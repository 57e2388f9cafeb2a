namespace Simulation.Kernel.Nodes;

/// <summary>
/// What starts machines, moves traffic and changes configurations in a cloud. While it is out, all of that
/// waits, and what runs goes on as it is.
/// </summary>
public sealed class ControlPlane
{
    private readonly Queue<Action> _waiting = new();
    private int _holds;

    /// <summary>Whether nothing can be changed now.</summary>
    public bool IsOut => _holds > 0;

    /// <summary>How many changes have had to wait.</summary>
    public int DeferredCount { get; private set; }

    /// <summary>Makes a change now, or as soon as the control plane is back, in the order of asking.</summary>
    public void Do(Action change)
    {
        if (IsOut)
        {
            DeferredCount++;
            _waiting.Enqueue(change);
        }
        else
        {
            change();
        }
    }

    /// <summary>Takes it out; each time is undone by one <see cref="Return"/>.</summary>
    public void GoOut() => _holds++;

    /// <summary>Brings it back; after the last time, what waited is done.</summary>
    public void Return()
    {
        Invariant.That(_holds > 0);
        _holds--;
        while (!IsOut && _waiting.TryDequeue(out Action? change))
        {
            change();
        }
    }
}
