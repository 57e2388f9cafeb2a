using Simulation.Kernel.Nodes;

namespace Simulation.Components.Derived;

/// <summary>Where a relay learns what was written to the database.</summary>
internal interface IEventFeed
{
    /// <summary>Begins with what an earlier life has left.</summary>
    void Start();

    /// <summary>Takes a message; nothing when it is none of its own.</summary>
    void Take(ProcessRef source, object message);

    /// <summary>Takes a timer; nothing when it is none of its own.</summary>
    void OnTimer(ProcessTimer timer);

    /// <summary>The sink has all that was handed over last: this may be forgotten, and more handed over.</summary>
    void OnDelivered();
}
