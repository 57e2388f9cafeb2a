using Simulation.Components.Stores.Quorum;
using Simulation.Histories;
using Simulation.Kernel.Tracing;

namespace Simulation.Components.Stores.Crdt;

/// <summary>A value and the update that put it there.</summary>
/// <param name="Actor">Who made the update.</param>
/// <param name="Count">Which of the actor's updates of this key it was, from 1.</param>
/// <param name="Value">The value.</param>
public readonly record struct DottedValue(long Actor, long Count, Value Value);

/// <summary>
/// Values, each with the update that put it there, and all updates that were ever seen: a value that one side
/// has seen and no longer has was removed there, so that nothing needs to be kept of what is gone. A set
/// whose additions win, and a register that keeps concurrent writes, are two ways to update it.
/// </summary>
/// <remarks>Source: Shapiro et al., INRIA RR-7506, 2011, specifications 10 (MV-register) and 15 (OR-set);
/// Bieniusa et al., "An Optimized Conflict-Free Replicated Set", INRIA RR-8083, 2012; Almeida, Shoker,
/// Baquero, "Delta State Replicated Data Types", JPDC 2018, section 7.</remarks>
public sealed class DotSet : Lattice
{
    private readonly DottedValue[] _values;

    private DotSet(DottedValue[] values, VectorClock seen)
    {
        _values = values;
        Seen = seen;
        ulong hash = HashOf(seen);
        foreach (DottedValue value in values)
        {
            hash = Mix(Mix(hash, value.Actor), value.Count);
            hash = Mix(
                hash,
                value.Value.IsNumber
                    ? unchecked((ulong)value.Value.AsNumber)
                    : Trace.Hash(value.Value.ToString())
            );
        }

        Hash = hash;
    }

    /// <summary>No values, and none ever seen.</summary>
    public static DotSet Empty { get; } = new([], VectorClock.Empty);

    /// <summary>The distinct values, in the order of the updates that put them there.</summary>
    public Value[] Values => [.. _values.Select(value => value.Value).Distinct()];

    /// <inheritdoc/>
    public override VectorClock Seen { get; }

    /// <inheritdoc/>
    public override ulong Hash { get; }

    /// <inheritdoc/>
    public override int SizeBytes => 24 * _values.Length + 16 * Seen.Entries.Count;

    /// <summary>The set after an actor has added an element.</summary>
    public DotSet Add(long actor, Value element) => Update(actor, element, value => value.Value == element);

    /// <summary>The set after an actor has removed an element as far as it has seen it.</summary>
    public DotSet Remove(long actor, Value element) => Update(actor, null, value => value.Value == element);

    /// <summary>The register after an actor has written over all that it has seen.</summary>
    public DotSet Write(long actor, Value written) => Update(actor, written, _ => true);

    /// <inheritdoc/>
    public override Lattice Join(Lattice other)
    {
        var theirs = (DotSet)other;
        DottedValue[] joined =
        [
            .. _values.Where(value => theirs.Holds(value) || !theirs.HasSeen(value)),
            .. theirs._values.Where(value => !HasSeen(value)),
        ];
        return new DotSet(Ordered(joined), Seen.Merge(theirs.Seen));
    }

    private bool Holds(DottedValue value) =>
        Array.Exists(_values, own => own.Actor == value.Actor && own.Count == value.Count);

    private bool HasSeen(DottedValue value) => Seen.CountOf(value.Actor) >= value.Count;

    private DotSet Update(long actor, Value? added, Predicate<DottedValue> isReplaced)
    {
        long count = Seen.CountOf(actor) + 1;
        List<DottedValue> values = [.. _values.Where(value => !isReplaced(value))];
        if (added is { } value)
        {
            values.Add(new DottedValue(actor, count, value));
        }

        return new DotSet(Ordered([.. values]), Seen.With(actor, count));
    }

    private static DottedValue[] Ordered(DottedValue[] values)
    {
        Array.Sort(
            values,
            static (left, right) =>
                left.Actor != right.Actor
                    ? left.Actor.CompareTo(right.Actor)
                    : left.Count.CompareTo(right.Count)
        );
        return values;
    }
}
