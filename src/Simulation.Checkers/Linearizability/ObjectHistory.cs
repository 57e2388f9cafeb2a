using Simulation.Checkers.Specifications;
using Simulation.Histories;

namespace Simulation.Checkers.Linearizability;

/// <summary>
/// The operations on one object that can decide anything, with values as small numbers and events in
/// real-time order. An operation without a return stays open to the end and may never take effect.
/// </summary>
internal sealed class ObjectHistory
{
    /// <summary>The object, or null when the history has just one.</summary>
    public string? Key { get; init; }

    /// <summary>What is right.</summary>
    public required Specification Specification { get; init; }

    /// <summary>In the order of invocation.</summary>
    public required Operation[] Operations { get; init; }

    /// <summary>What each operation does.</summary>
    public required EffectKind[] Kinds { get; init; }

    /// <summary>The expected value's number, where the kind has one.</summary>
    public required int[] Expected { get; init; }

    /// <summary>The written value's number, where the kind has one.</summary>
    public required int[] Written { get; init; }

    /// <summary>The place of the invocation in <see cref="Events"/>.</summary>
    public required int[] Starts { get; init; }

    /// <summary>The place of the return; <see cref="int.MaxValue"/> for an open operation.</summary>
    public required int[] Finishes { get; init; }

    /// <summary>Operation numbers: as they are for an invocation, complemented for a return.</summary>
    public required int[] Events { get; init; }

    /// <summary>All values that are named, the initial one first.</summary>
    public required ValueTable Values { get; init; }

    /// <summary>How many operations there are.</summary>
    public int Count => Operations.Length;

    /// <summary>Whether an operation never returns.</summary>
    public bool IsOpen(int operation) => Finishes[operation] == int.MaxValue;

    /// <summary>Whether an operation leaves the state as it is.</summary>
    public bool IsRead(int operation) =>
        Kinds[operation] is EffectKind.Reads or EffectKind.Differs or EffectKind.Observes;
}
