using Simulation.Histories;

namespace Simulation.Tests.Components;

/// <summary>Finds reads of a process that go back behind what it had read or written of the same key, where
/// the order of the writes is known: they were made one after the other.</summary>
internal static class SessionOrder
{
    /// <summary>Of each process that saw an older value than before, the index of the read.</summary>
    public static IReadOnlyList<int> Regressions(IReadOnlyList<Operation> operations)
    {
        var writes = new Dictionary<(string? Key, Value Value), Operation>();
        foreach (Operation write in operations.Where(StaleReads.IsWrite))
        {
            writes[(write.Key, write.Argument)] = write;
        }

        var regressions = new List<int>();
        foreach (
            IGrouping<(int, string?), Operation> session in operations
                .Where(operation => operation.Outcome == Outcome.Succeeded)
                .GroupBy(operation => (operation.Process, operation.Key))
        )
        {
            Operation? latest = null;
            foreach (Operation operation in session)
            {
                Operation? seen = StaleReads.IsWrite(operation)
                    ? operation
                    : writes.GetValueOrDefault((operation.Key, operation.Result));
                bool isBack =
                    latest is not null && (seen is null || seen.CompletedOrder < latest.InvokedOrder);
                if (isBack)
                {
                    regressions.Add(operation.Index);
                }

                latest = isBack ? latest : seen;
            }
        }

        return regressions;
    }
}
