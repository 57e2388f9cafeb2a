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

    /// <summary>Where a replay stops; null for the end of the run.</summary>
    public SimTime? Until { get; init; }

    /// <summary>Told the state of every process when the run stops: its name and its words; null for nobody.</summary>
    public Action<string, string>? NodeState { get; init; }
}
