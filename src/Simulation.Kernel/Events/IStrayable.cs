namespace Simulation.Kernel.Events;

/// <summary>An event that must not be left over when a run has ended, unless it was cancelled.</summary>
internal interface IStrayable
{
    /// <summary>Whether whoever scheduled it has taken it back.</summary>
    bool IsCancelled { get; }
}
