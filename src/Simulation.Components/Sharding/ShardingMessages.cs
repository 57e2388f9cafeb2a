using Simulation.Kernel.Quantities;

namespace Simulation.Components.Sharding;

/// <summary>What servers and the keeper of the map say to each other.</summary>
internal abstract record ShardingMessage
{
    private ShardingMessage() { }

    /// <summary>A server that has started asks for the map.</summary>
    /// <param name="Incarnation">Told back, so that an answer to a former life is known as one.</param>
    public sealed record AskMap(int Incarnation) : ShardingMessage;

    /// <summary>The map, and the part that is being handed over.</summary>
    public sealed record TellMap(int Incarnation, ShardMap Map, int FrozenPart, long FrozenAt)
        : ShardingMessage;

    /// <summary>The map has changed.</summary>
    public sealed record MapChanged(ShardMap Map) : ShardingMessage;

    /// <summary>A server has taken note of a map.</summary>
    public sealed record MapNoted(long Epoch) : ShardingMessage;

    /// <summary>A shard's servers shall stop to serve a part until the map has an epoch.</summary>
    public sealed record Freeze(int Part, int Shard, long Epoch) : ShardingMessage;

    /// <summary>A server serves the part no more, and no answer about it is under way.</summary>
    public sealed record Frozen(int Part, long Epoch) : ShardingMessage;

    /// <summary>The keeper asks a server how much it was asked for.</summary>
    public sealed record AskLoad(long Round) : ShardingMessage;

    /// <summary>How often each part was asked for, and with ranges each key, in ordinal order.</summary>
    public sealed record TellLoad(
        long Round,
        IReadOnlyList<long> Parts,
        IReadOnlyList<(string Key, long Load)> Keys
    ) : ShardingMessage;

    /// <summary>The operator wants something; it is on the list.</summary>
    public sealed record ChangeWanted : ShardingMessage;

    /// <summary>The shard that was asked has not the key; nothing happened.</summary>
    /// <param name="Operation">The request's operation.</param>
    /// <param name="Shard">Which shard has it, as far as is known.</param>
    public sealed record Moved(int Operation, int Shard) : ShardingMessage;
}

/// <summary>What an operator wants changed.</summary>
/// <param name="Kind">What.</param>
/// <param name="Shard">Which shard is new, or leaves, or is split; -1 for the hottest.</param>
/// <param name="NewShard">With a split, the shard that gets the other half.</param>
/// <param name="Rate">How fast data moves.</param>
internal sealed record WantedChange(ShardChange Kind, int Shard, int NewShard, Bandwidth Rate);

/// <summary>What can be changed about the shards.</summary>
internal enum ShardChange
{
    /// <summary>A shard joins.</summary>
    Add,

    /// <summary>A shard leaves.</summary>
    Remove,

    /// <summary>A shard gives half of its load to a new one.</summary>
    Split,
}
