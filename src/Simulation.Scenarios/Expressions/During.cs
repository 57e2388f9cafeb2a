using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Expressions;

/// <summary>The part of a run that an expectation is about.</summary>
public abstract record During
{
    private During() { }

    /// <summary>From the end of the warm-up to the first fault.</summary>
    public sealed record Steady : During;

    /// <summary>From the last heal to the end of the run.</summary>
    public sealed record Recovery : During;

    /// <summary>While a fault is in force.</summary>
    public sealed record WhileFault(string FaultId) : During;

    /// <summary>Between two instants, the second excluded; the first is the earlier.</summary>
    public sealed record Between(SimTime Start, SimTime End) : During;
}
