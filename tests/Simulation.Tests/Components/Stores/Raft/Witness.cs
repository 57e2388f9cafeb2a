using Simulation.Histories;

namespace Simulation.Tests.Components.Stores.Raft;

/// <summary>
/// Judges a history with the order of the log as witness: each write has the version that the log gave it,
/// and linearizability then only asks that versions never go back in real time.
/// </summary>
internal static class Witness
{
    /// <summary>
    /// What is wrong with the history; empty when it is linearizable in the order of the log.
    /// </summary>
    public static List<string> Complaints(History history, GroundTruth truth)
    {
        SortedDictionary<int, int> versions = Versions(truth, out List<string> complaints);
        var floors = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var floorAtInvocation = new int[history.Operations.Count];
        foreach ((Operation operation, bool isInvocation) in Events(history))
        {
            int floor = floors.GetValueOrDefault(operation.Key!);
            if (isInvocation)
            {
                floorAtInvocation[operation.Index] = floor;
                continue;
            }

            int version = VersionOf(operation, history, versions);
            bool isRead = operation.Function == Functions.Read;
            if (version < floorAtInvocation[operation.Index] + (isRead ? 0 : 1))
            {
                complaints.Add(
                    $"{operation.Function} {operation.Index} of {operation.Key} "
                        + $"at version {version}, after version {floorAtInvocation[operation.Index]} was known"
                );
            }

            floors[operation.Key!] = Math.Max(floor, version);
        }

        return complaints;
    }

    /// <summary>The place of each write in its key's order, counted from 1.</summary>
    private static SortedDictionary<int, int> Versions(GroundTruth truth, out List<string> complaints)
    {
        complaints = [];
        var versions = new SortedDictionary<int, int>();
        var replacedBy = new SortedDictionary<(string, int), int>();
        foreach (Applied change in truth.Changes.Where(change => change.IsAcceptance))
        {
            if (replacedBy.TryAdd((change.Key, change.Replaced), change.Write))
            {
                versions.Add(change.Write, versions.GetValueOrDefault(change.Replaced) + 1);
            }
            else if (replacedBy[(change.Key, change.Replaced)] != change.Write)
            {
                complaints.Add(
                    $"writes {change.Write} and {replacedBy[(change.Key, change.Replaced)]} both replaced"
                        + $" {change.Replaced} of {change.Key}"
                );
            }
        }

        return versions;
    }

    private static IEnumerable<(Operation Operation, bool IsInvocation)> Events(History history)
    {
        var events = new SortedDictionary<int, (Operation, bool)>();
        foreach (Operation operation in history.Operations)
        {
            events.Add(operation.InvokedOrder, (operation, true));
            if (operation.Outcome == Outcome.Succeeded)
            {
                events.Add(operation.CompletedOrder, (operation, false));
            }
        }

        return events.Values;
    }

    private static int VersionOf(Operation operation, History history, SortedDictionary<int, int> versions)
    {
        if (operation.Function == Functions.Write)
        {
            return versions.GetValueOrDefault(operation.Index);
        }

        Operation? written = operation.Result.IsNil
            ? null
            : history.Operations.Single(other =>
                other.Key == operation.Key
                && other.Function == Functions.Write
                && other.Argument == operation.Result
            );
        return written is null ? 0 : versions.GetValueOrDefault(written.Index);
    }
}
