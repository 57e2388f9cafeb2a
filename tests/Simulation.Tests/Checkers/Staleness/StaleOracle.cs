using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Checkers.Staleness;

/// <summary>
/// Tries every order of a tiny history in which reads may return one of the last k writes, and may have begun
/// earlier than they did.
/// </summary>
internal static class StaleOracle
{
    public static bool Holds(History history, int versions, SimDuration age) =>
        Search([.. history.Operations], versions, age, 0, [Value.Nil], []);

    private static bool Search(
        Operation[] operations,
        int versions,
        SimDuration age,
        int done,
        List<Value> written,
        HashSet<string> seen
    )
    {
        if (done == (1 << operations.Length) - 1)
        {
            return true;
        }

        if (!seen.Add($"{done} {string.Join(',', written.TakeLast(versions))}"))
        {
            return false;
        }

        for (int i = 0; i < operations.Length; i++)
        {
            Operation operation = operations[i];
            bool isRead = operation.Function == "read";
            bool isNext =
                (done >> i & 1) == 0
                && !operations
                    .Index()
                    .Any(other => (done >> other.Index & 1) == 0 && Precedes(other.Item, operation));
            if (!isNext || (isRead && !written.TakeLast(versions).Contains(operation.Result)))
            {
                continue;
            }

            List<Value> next = isRead ? written : [.. written, operation.Argument];
            if (Search(operations, versions, age, done | 1 << i, next, seen))
            {
                return true;
            }
        }

        return false;

        bool Precedes(Operation first, Operation second) =>
            second.Function == "read" && age > SimDuration.Zero
                ? first.Completed < second.Invoked - age
                : first.CompletedOrder < second.InvokedOrder;
    }
}
