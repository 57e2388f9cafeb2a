namespace Simulation.Components.Transactions.Shards;

/// <summary>Asks any replica of a shard for what changed; it tells only of what is committed.</summary>
/// <param name="Call">Comes back with the answer.</param>
/// <param name="From">The number of the first change that is wanted.</param>
/// <param name="Limit">How many at most.</param>
internal sealed record ChangesRequest(int Call, long From, int Limit);

/// <summary>What changed.</summary>
/// <param name="Call">Of the request.</param>
/// <param name="Changes">The changes from the number that was asked for, none where the replica is not so far;
/// with <paramref name="IsWhole"/> the newest value of every key instead.</param>
/// <param name="Next">The number to go on with.</param>
/// <param name="End">The number that this replica's next change will have.</param>
/// <param name="IsWhole">Whether what was asked for is not kept any more, so that all keys are told instead.</param>
internal sealed record ChangesReply(
    int Call,
    IReadOnlyList<Change> Changes,
    long Next,
    long End,
    bool IsWhole
)
{
    private const int RecordBytes = 48;

    /// <summary>The size on the wire.</summary>
    public int SizeBytes => RecordBytes * (1 + Changes.Count);
}
