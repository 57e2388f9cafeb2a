using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Checkers.Staleness;

/// <summary>
/// Histories whose reads began earlier than they did: what is linearizable then was never staler than that.
/// </summary>
/// <remarks>
/// Source: Golab, Li and Shah, "Analyzing consistency properties for fun and profit", PODC 2011, section 3.
/// </remarks>
internal static class ShiftedReads
{
    /// <summary>
    /// The operations with the start of every read moved back, in the new order of invocation; each keeps its
    /// index. An event that is moved to the instant of another comes before it.
    /// </summary>
    public static List<Operation> Shift(IReadOnlyList<Operation> operations, SimDuration by)
    {
        var events = new List<(long Time, bool IsUnmoved, int Order, int Place, bool IsEnd)>(
            2 * operations.Count
        );
        for (int i = 0; i < operations.Count; i++)
        {
            Operation operation = operations[i];
            bool isMoved = by > SimDuration.Zero && operation.Function is Functions.Read or Functions.Get;
            long start = operation.Invoked.Nanoseconds - (isMoved ? by.Nanoseconds : 0);
            events.Add((start, !isMoved, operation.InvokedOrder, i, false));
            if (operation.CompletedOrder != int.MaxValue)
            {
                events.Add((operation.Completed!.Value.Nanoseconds, true, operation.CompletedOrder, i, true));
            }
        }

        events.Sort();
        int[] starts = new int[operations.Count];
        int[] ends = new int[operations.Count];
        Array.Fill(ends, int.MaxValue);
        for (int order = 0; order < events.Count; order++)
        {
            (events[order].IsEnd ? ends : starts)[events[order].Place] = order;
        }

        List<Operation> shifted = new(operations.Count);
        for (int i = 0; i < operations.Count; i++)
        {
            shifted.Add(operations[i] with { InvokedOrder = starts[i], CompletedOrder = ends[i] });
        }

        shifted.Sort((left, right) => left.InvokedOrder.CompareTo(right.InvokedOrder));
        return shifted;
    }
}
