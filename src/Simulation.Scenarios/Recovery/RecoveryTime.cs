using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Recovery;

/// <summary>When clients were served again after a disaster.</summary>
internal static class RecoveryTime
{
    /// <summary>Served again means: so long without more than one failure in a hundred.</summary>
    public static readonly SimDuration Calm = 5.Seconds;

    /// <summary>Only what fails within this time counts as the disaster's doing.</summary>
    public static readonly SimDuration Onset = 60.Seconds;

    private static readonly SimDuration Begin = 1.Seconds;

    private const int FailuresIn = 100;

    /// <summary>
    /// When all that was asked in the first second of the calm was answered; the disaster's own instant where
    /// clients were served all along; null where they never were again within the run.
    /// </summary>
    /// <param name="operations">What clients asked, by the instant of asking.</param>
    /// <param name="struck">When the disaster struck.</param>
    /// <param name="end">When the load ended.</param>
    public static SimTime? Restored(IReadOnlyList<Operation> operations, SimTime struck, SimTime end)
    {
        List<Operation> after = [.. operations.Where(operation => operation.Invoked >= struck)];
        int first = after.FindIndex(operation => !operation.IsAnswered);
        if (first < 0 || after[first].Invoked > struck + Onset)
        {
            return struck;
        }

        int failed = 0;
        int next = first;
        for (int candidate = first; candidate < after.Count; candidate++)
        {
            SimTime since = after[candidate].Invoked;
            if (since + Calm > end)
            {
                return null;
            }

            while (next < after.Count && after[next].Invoked < since + Calm)
            {
                failed += after[next].IsAnswered ? 0 : 1;
                next++;
            }

            if (after[candidate].IsAnswered && failed * FailuresIn <= next - candidate)
            {
                return after
                    .Skip(candidate)
                    .TakeWhile(operation => operation.Invoked < since + Begin)
                    .Max(operation => operation.IsAnswered ? operation.Completed : null);
            }

            failed -= after[candidate].IsAnswered ? 0 : 1;
        }

        return null;
    }
}
