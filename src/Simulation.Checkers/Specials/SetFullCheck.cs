using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Checkers.Specials;

/// <summary>What became of an element of a set.</summary>
public enum ElementFate
{
    /// <summary>No read ever showed it, and none had to.</summary>
    NeverRead,

    /// <summary>From some time on every read showed it.</summary>
    Stable,

    /// <summary>It was known to be in the set, but the last reads did not show it.</summary>
    Lost,
}

/// <summary>An element that somebody tried to add.</summary>
/// <param name="Add">The first attempt.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Known">
/// When it was certainly in the set: the add's acknowledgement or, if earlier, the end of the first read that
/// showed it; null if never.
/// </param>
/// <param name="Latency">
/// From then to the invocation of the last read that did not show it (stable) or to that of the first after
/// the last that did (lost); zero where no read missed it, null for elements never read.
/// </param>
/// <param name="LastAbsent">The last read that did not show it, by invocation; null if all did.</param>
public sealed record SetElement(
    Operation Add,
    ElementFate Fate,
    SimTime? Known,
    SimDuration? Latency,
    Operation? LastAbsent
)
{
    /// <summary>Whether a read missed it after it was known, although later ones showed it.</summary>
    public bool IsStale => Fate == ElementFate.Stable && Latency > SimDuration.Zero;
}

/// <summary>Follows every element of a set from its add to the last reads.</summary>
/// <remarks>Source: Jepsen's set-full checker.</remarks>
public static class SetFullCheck
{
    /// <summary>One verdict for each model asked: no element may be lost.</summary>
    internal static IReadOnlyList<Verdict> Check(Inquiry inquiry)
    {
        bool isSet =
            inquiry.History.Operations.All(one => one.Function is "add" or Functions.Read)
            && new Specifications.ReadableSet().Understands(inquiry.History);
        if (!isSet)
        {
            return Answer.Undecided(inquiry, "the history has other operations than add and read of a set");
        }

        IReadOnlyList<SetElement> elements = Measure(inquiry.History);
        SetElement? lost = elements.FirstOrDefault(element => element.Fate == ElementFate.Lost);
        if (lost is not null)
        {
            return Answer.Violated(
                inquiry,
                "lost-element",
                $"{elements.Count(element => element.Fate == ElementFate.Lost)} elements that were in the set "
                    + "are not there at the end",
                lost.Add,
                lost.LastAbsent!
            );
        }

        return elements.All(element => element.Fate == ElementFate.NeverRead)
            ? Answer.Undecided(inquiry, "no read ever showed an element")
            : Answer.Holds(inquiry);
    }

    /// <summary>In the order of their first adds; time is the elements times the reads.</summary>
    public static IReadOnlyList<SetElement> Measure(History history)
    {
        List<SetElement> elements = [];
        foreach (IGrouping<string, Operation> set in history.Operations.GroupBy(one => one.Key ?? ""))
        {
            List<(Operation Operation, HashSet<Value> Members)> reads =
            [
                .. set.Where(one => one is { Function: Functions.Read, Outcome: Outcome.Succeeded })
                    .Select(one => (one, new HashSet<Value>(one.Result.AsList ?? []))),
            ];
            foreach (
                IGrouping<Value, Operation> adds in set.Where(one =>
                        one.Function == "add" && one.Outcome != Outcome.Refused
                    )
                    .GroupBy(one => one.Argument)
            )
            {
                elements.Add(Follow([.. adds], reads));
            }
        }

        elements.Sort((left, right) => left.Add.Index.CompareTo(right.Add.Index));
        return elements;
    }

    private static SetElement Follow(
        Operation[] adds,
        List<(Operation Operation, HashSet<Value> Members)> reads
    )
    {
        Operation? known = adds.Where(add => add.Outcome == Outcome.Succeeded)
            .MinBy(add => add.CompletedOrder);
        Operation? lastPresent = null;
        Operation? lastAbsent = null;
        Operation? firstMissing = null;
        foreach ((Operation read, HashSet<Value> members) in reads)
        {
            if (members.Contains(adds[0].Argument))
            {
                lastPresent = read;
                firstMissing = null;
                known = known is null || read.CompletedOrder < known.CompletedOrder ? read : known;
            }
            else
            {
                lastAbsent = read;
                firstMissing ??= read;
            }
        }

        bool isLost =
            known is not null
            && lastAbsent is not null
            && lastAbsent.InvokedOrder > known.CompletedOrder
            && (lastPresent is null || lastPresent.InvokedOrder < lastAbsent.InvokedOrder);
        ElementFate fate =
            isLost ? ElementFate.Lost
            : lastPresent is null ? ElementFate.NeverRead
            : ElementFate.Stable;
        return new SetElement(
            adds[0],
            fate,
            known?.Completed,
            fate == ElementFate.NeverRead ? null : Latency(known!, isLost ? firstMissing : lastAbsent),
            lastAbsent
        );
    }

    private static SimDuration Latency(Operation known, Operation? until) =>
        until is not null && until.InvokedOrder > known.CompletedOrder
            ? until.Invoked - known.Completed!.Value
            : SimDuration.Zero;
}
