using Simulation.Histories;

namespace Simulation.Tests.Components;

/// <summary>Counts reads of a write that another write had followed, in real time, before the read
/// began.</summary>
internal static class StaleReads
{
    public static int Count(IReadOnlyList<Operation> operations) =>
        operations
            .GroupBy(operation => operation.Key, StringComparer.Ordinal)
            .Sum(key => CountOfKey([.. key.Where(IsWrite)], key.Where(IsAnsweredRead)));

    public static bool IsWrite(Operation operation) =>
        string.Equals(operation.Function, Functions.Write, StringComparison.Ordinal);

    private static bool IsAnsweredRead(Operation operation) =>
        !IsWrite(operation) && operation.Outcome == Outcome.Succeeded;

    private static int CountOfKey(Operation[] writes, IEnumerable<Operation> reads)
    {
        int count = 0;
        foreach (Operation read in reads)
        {
            Operation? source = Array.Find(writes, write => write.Argument == read.Result);
            int sourceEnd = source?.CompletedOrder ?? -1;
            bool isStale = Array.Exists(
                writes,
                write =>
                    write.Outcome == Outcome.Succeeded
                    && write.InvokedOrder > sourceEnd
                    && write.CompletedOrder < read.InvokedOrder
            );
            count += isStale ? 1 : 0;
        }

        return count;
    }
}
