using Simulation.Components.Stores;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Sharding;

/// <summary>A request at the shard that has its key.</summary>
/// <param name="Client">Who gets the answer.</param>
/// <param name="Request">What is asked.</param>
/// <param name="Shard">The shard.</param>
/// <param name="Arrived">When it came, by the world's time.</param>
internal readonly record struct ShardRequest(
    ProcessRef Client,
    KvRequest Request,
    int Shard,
    SimTime Arrived
);

/// <summary>What a client has seen of each shard.</summary>
/// <param name="Tokens">By shard; null where nothing was seen.</param>
internal sealed record ShardTokens(IReadOnlyList<SessionToken?> Tokens) : SessionToken
{
    /// <summary>The token of one shard, as that shard gave it.</summary>
    public static SessionToken? Of(SessionToken? token, int shard) =>
        token is ShardTokens tokens && shard < tokens.Tokens.Count ? tokens.Tokens[shard] : null;

    /// <summary>The tokens with a new one of a shard.</summary>
    public static ShardTokens With(SessionToken? token, int shard, SessionToken seen)
    {
        IReadOnlyList<SessionToken?> before = (token as ShardTokens)?.Tokens ?? [];
        var after = new SessionToken?[Math.Max(before.Count, shard + 1)];
        for (int place = 0; place < before.Count; place++)
        {
            after[place] = before[place];
        }

        after[shard] = seen;
        return new ShardTokens(after);
    }
}
