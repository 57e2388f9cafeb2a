using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Expressions;

/// <summary>A run's times, from which the windows of its expectations follow.</summary>
/// <param name="WarmupEnd">When measuring begins.</param>
/// <param name="RunEnd">When the run ended, early or not.</param>
/// <param name="Faults">The faults that were injected, in any order.</param>
public sealed record RunWindows(SimTime WarmupEnd, SimTime RunEnd, IReadOnlyList<FaultSpan> Faults)
{
    /// <summary>The window of an expectation.</summary>
    /// <param name="during">Its part of the run; null for all after the warm-up.</param>
    /// <param name="afterFaultId">The fault after whose heal it counts; null when it names none.</param>
    /// <param name="isFromStart">Whether it counts from that fault's start instead.</param>
    /// <returns>
    /// The window; null when the run has no such part (the fault never came or never healed, or nothing is
    /// left), so that the expectation is unknown.
    /// </returns>
    public Window? Of(During? during, string? afterFaultId, bool isFromStart = false)
    {
        Window? part = during switch
        {
            null => new Window(WarmupEnd, RunEnd),
            During.Steady => new Window(WarmupEnd, FirstFault()),
            During.Recovery => LastHeal() is { } heal ? new Window(heal, RunEnd) : null,
            During.WhileFault fault => Span(fault.FaultId) is { } span
                ? new Window(span.Start, span.End ?? RunEnd)
                : null,
            During.Between between => new Window(between.Start, between.End),
            _ => throw new InvalidOperationException($"during {during.GetType().Name}"),
        };
        SimTime? begin =
            afterFaultId is null ? WarmupEnd
            : isFromStart ? Span(afterFaultId)?.Start
            : Span(afterFaultId)?.End;
        if (part is not { } window || begin is not { } first)
        {
            return null;
        }
        SimTime start = window.Start < first ? first : window.Start;
        SimTime end = window.End > RunEnd ? RunEnd : window.End;
        return start < end ? new Window(start, end) : null;
    }

    private FaultSpan? Span(string id) => Faults.FirstOrDefault(fault => fault.Id == id);

    private SimTime FirstFault() => Faults.Count == 0 ? RunEnd : Faults.Min(fault => fault.Start);

    // A fault that lasts to the end leaves no time to recover in.
    private SimTime? LastHeal() =>
        Faults.Count == 0 || Faults.Any(fault => fault.End is null) ? null : Faults.Max(fault => fault.End);
}

/// <summary>When a fault was in force.</summary>
/// <param name="Id">Its id in the scenario.</param>
/// <param name="Start">When it was injected.</param>
/// <param name="End">When it healed; null when it lasted to the end of the run.</param>
public sealed record FaultSpan(string Id, SimTime Start, SimTime? End);
