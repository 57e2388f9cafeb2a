using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;

namespace Simulation.Scenarios.Running;

/// <summary>How a run is watched and ended; nothing here changes what happens in it.</summary>
public sealed record RunOptions
{
    /// <summary>Called now and then with the share of the run that is done, from 0 to 1.</summary>
    public Action<double>? Progress { get; init; }

    /// <summary>Asked now and then; true ends the run where it is.</summary>
    public Func<bool>? IsCancelled { get; init; }

    /// <summary>Gets every record of the trace; null for none.</summary>
    public ITraceSink? Sink { get; init; }

    /// <summary>
    /// Gets the processes of the world when it stands still, before it is taken down; null for nobody.
    /// </summary>
    public Action<IReadOnlyList<ProcessRef>>? AtEnd { get; init; }

    /// <summary>Where a replay stops; null for the end of the run.</summary>
    public SimTime? Until { get; init; }
}
