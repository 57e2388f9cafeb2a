using Simulation.Checkers.Linearizability;
using Simulation.Checkers.Specifications;
using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Checkers.Staleness;

/// <summary>How far from atomic the registers of a history were, the worst key counting.</summary>
/// <param name="VersionsLeast">
/// No fewer versions than this explain all reads; 1 for an atomic history. Null where that cannot be told.
/// </param>
/// <param name="VersionsMost">This many do; the same number where the search ended.</param>
/// <param name="Age">
/// The smallest time by which reads have to begin earlier for the history to be atomic: zero when it is; null
/// where it cannot be told. In places of events where the history has no times.
/// </param>
public sealed record AtomicityResult(int? VersionsLeast, int? VersionsMost, SimDuration? Age);

/// <summary>
/// Measures k-atomicity and delta-atomicity from what clients saw: the smallest k and delta that hold.
/// </summary>
/// <remarks>
/// Sources: Golab, Li and Shah, PODC 2011 (delta); Golab, Hurwitz and Li, ICDCS 2013 (k).
/// </remarks>
public static class Atomicity
{
    private static readonly Register Plain = new(hasCas: false);

    /// <summary>
    /// Measures; near-linear where values are unique and the two bounds on versions meet, else within the
    /// budget.
    /// </summary>
    public static AtomicityResult Measure(History history, JudgeOptions options)
    {
        if (!Plain.Understands(history))
        {
            return new AtomicityResult(null, null, null);
        }

        int? least = 1;
        int? most = 1;
        SimDuration? age = SimDuration.Zero;
        long budget = options.ConfigurationsMax;
        foreach (ObjectHistory one in Partition.ByKey(history.Operations, Plain, FailedCas.DidNotHappen))
        {
            bool? isAtomic = LinearizabilityChecker.Examine(one, ref budget).Answer;
            if (isAtomic != true)
            {
                (int Least, int Most)? versions = VersionsOf(one, ref budget);
                least = versions is null ? null : Math.Max(versions.Value.Least, least ?? 0);
                most = versions is null || most is null ? null : Math.Max(versions.Value.Most, most.Value);
                SimDuration? own = isAtomic is null ? null : AgeOf(one, ref budget);
                age = own is null || age is null ? null : (own > age ? own : age);
            }
        }

        return new AtomicityResult(most is null ? null : least, most, age);
    }

    /// <summary>Decides whether reads are among the last few versions.</summary>
    internal static Verdict CheckVersions(History history, int versions, long configurationsMax)
    {
        bool isPlain = true;
        foreach (ObjectHistory one in Partition.ByKey(history.Operations, Plain, FailedCas.DidNotHappen))
        {
            isPlain &= VersionOrder.Bounds(one) is { } bounds && bounds.Most <= versions;
        }

        return isPlain
            ? new Verdict.Holds()
            : LinearizabilityChecker.Check(
                history,
                new BoundedRegister(versions),
                FailedCas.DidNotHappen,
                configurationsMax
            );
    }

    /// <summary>Decides whether the history is atomic once reads begin earlier by that much.</summary>
    internal static Verdict CheckAge(History history, SimDuration age, long configurationsMax)
    {
        Verdict verdict = LinearizabilityChecker.Check(
            history with
            {
                Operations = ShiftedReads.Shift(history.Operations, age),
            },
            Plain,
            FailedCas.DidNotHappen,
            configurationsMax
        );
        return verdict is Verdict.Violated violated
            ? violated with
            {
                Operations =
                [
                    .. violated
                        .Operations.Select(one => history.Operations[one.Index])
                        .OrderBy(one => one.Index),
                ],
            }
            : verdict;
    }

    private static (int Least, int Most)? VersionsOf(ObjectHistory history, ref long budget)
    {
        if (VersionOrder.Bounds(history) is not { } bounds)
        {
            return null;
        }

        int least = Math.Max(bounds.Least, 2);
        while (least < bounds.Most)
        {
            ObjectHistory bounded = Partition.Build(
                [.. history.Operations],
                new BoundedRegister(least),
                FailedCas.DidNotHappen
            );
            bool? answer = LinearizabilityChecker.Examine(bounded, ref budget).Answer;
            if (answer is null)
            {
                return (least, bounds.Most);
            }

            if (answer == true)
            {
                return (least, least);
            }

            least++;
        }

        return (least, least);
    }

    private static SimDuration? AgeOf(ObjectHistory history, ref long budget)
    {
        // Reads that began before everything make the longest shift that can help.
        SimTime first = history.Operations[0].Invoked;
        SimTime last = history.Operations.Max(operation => operation.Invoked);
        long low = 0;
        long high = (last - first).Nanoseconds + 1;
        if (IsAtomic(history, high, ref budget) != true)
        {
            return null;
        }

        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            if (IsAtomic(history, middle, ref budget) is not { } isAtomic)
            {
                return null;
            }

            (low, high) = isAtomic ? (low, middle) : (middle + 1, high);
        }

        return new SimDuration(low);
    }

    private static bool? IsAtomic(ObjectHistory history, long shift, ref long budget)
    {
        ObjectHistory shifted = Partition.Build(
            ShiftedReads.Shift(history.Operations, new SimDuration(shift)),
            Plain,
            FailedCas.DidNotHappen
        );
        return LinearizabilityChecker.Examine(shifted, ref budget).Answer;
    }
}
