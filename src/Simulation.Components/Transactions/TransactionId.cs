namespace Simulation.Components.Transactions;

/// <summary>
/// One attempt at a transaction. A client that repeats a whole transaction at another node makes another
/// attempt at the same operation; at most one attempt of an operation commits.
/// </summary>
/// <param name="Operation">The transaction's index in the history.</param>
/// <param name="Coordinator">The place of the coordinating node in the database.</param>
/// <param name="Incarnation">How often that node had started.</param>
internal readonly record struct TransactionId(int Operation, int Coordinator, int Incarnation)
{
    /// <summary>The attempt as <c>t7@2.1</c>.</summary>
    public override string ToString() => $"t{Operation}@{Coordinator}.{Incarnation}";
}

/// <summary>What every request of a transaction tells a shard about it.</summary>
/// <param name="Id">Which attempt it is.</param>
/// <param name="Age">When it began, by its coordinator's clock: older ones win conflicts.</param>
/// <param name="Snapshot">The stamp up to which it reads, where it reads a snapshot; else 0.</param>
/// <param name="IsReadOnly">Whether it will certainly write nothing and reads its snapshot without
/// locks.</param>
internal sealed record TransactionStart(TransactionId Id, long Age, long Snapshot, bool IsReadOnly)
{
    /// <summary>Whether this transaction began before another; ties are broken by identity.</summary>
    public bool IsOlderThan(TransactionStart other) =>
        (Age, Id.Coordinator, Id.Operation, Id.Incarnation).CompareTo(
            (other.Age, other.Id.Coordinator, other.Id.Operation, other.Id.Incarnation)
        ) < 0;
}
