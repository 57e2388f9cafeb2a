namespace Simulation.Components.Transactions.Shards;

/// <summary>
/// The transactions that ended last at a shard, so that a request that the network has kept back, or brings
/// twice, does not begin one again that nobody would ever end.
/// </summary>
internal sealed class RecentlyEnded
{
    private const int CountMax = 4_096;

    private readonly HashSet<TransactionId> _ids = [];
    private readonly Queue<TransactionId> _order = new();

    /// <summary>Whether a transaction has ended here lately.</summary>
    public bool Contains(TransactionId id) => _ids.Contains(id);

    /// <summary>Notes that a transaction has ended, and forgets the one that ended longest ago.</summary>
    public void Add(TransactionId id)
    {
        if (!_ids.Add(id))
        {
            return;
        }

        _order.Enqueue(id);
        if (_order.Count > CountMax)
        {
            _ids.Remove(_order.Dequeue());
        }
    }
}
