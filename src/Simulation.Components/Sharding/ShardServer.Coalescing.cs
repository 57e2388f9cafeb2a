using Simulation.Components.Stores;

namespace Simulation.Components.Sharding;

/// <content>How reads of one key that wait at a shard at the same time share one execution.</content>
internal sealed partial class ShardServer
{
    private readonly Dictionary<(int Shard, string Key), int> _leaders = [];
    private readonly Dictionary<int, List<ShardRequest>> _followers = [];

    /// <summary>
    /// Lets a read wait for another one of its key that the replica has not begun yet: what that finds is not
    /// older than what this one would. What clients have seen differs, so those with tokens go alone.
    /// </summary>
    private bool IsJoined(in ShardRequest request)
    {
        if (!CanShare(request) || !_leaders.TryGetValue((request.Shard, request.Request.Key), out int leader))
        {
            return false;
        }

        _followers[leader].Add(request);
        return true;
    }

    /// <summary>
    /// A read waits at the station: others may join it. One that is repeated while the replica works on it leads
    /// nobody, since the first answer may be older than who would join now.
    /// </summary>
    private void Lead(in ShardRequest request)
    {
        if (CanShare(request) && _followers.TryAdd(request.Request.Operation, []))
        {
            _leaders.Add((request.Shard, request.Request.Key), request.Request.Operation);
        }
    }

    /// <summary>A read leaves the station: who comes from now on waits for the next one.</summary>
    private void EndLead(in ShardRequest request)
    {
        var place = (request.Shard, request.Request.Key);
        if (_leaders.TryGetValue(place, out int leader) && leader == request.Request.Operation)
        {
            _leaders.Remove(place);
        }
    }

    /// <summary>Who waits for the answer to a request, and waits no more.</summary>
    private List<ShardRequest> TakeFollowers(int operation) =>
        _followers.Remove(operation, out List<ShardRequest>? followers) ? followers : [];

    private bool CanShare(in ShardRequest request) =>
        store.Plan.Coalesces && request.Request is { Function: KvFunction.Read, Token: null };
}
