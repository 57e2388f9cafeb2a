namespace Simulation.Kernel.Events;

/// <summary>Something that happens at an instant. One object may be scheduled many times.</summary>
public abstract class SimEvent
{
    /// <summary>Happens, on the simulation's thread, with the clock set to the instant.</summary>
    /// <param name="message">What was scheduled with it; its meaning is the event's own.</param>
    /// <param name="sender">Who scheduled it, where that matters.</param>
    /// <param name="tag">A number scheduled with it, such as a generation.</param>
    public abstract void Fire(object? message, object? sender, long tag);
}
