using Simulation.Components.Sharding.Partitioning;
using Simulation.Histories;

namespace Simulation.Components.Sharding;

/// <summary>
/// Which shard has which part of the keys, as of an epoch. A part is a slot of hashes or a range of keys, and
/// moves as a whole. Immutable.
/// </summary>
/// <param name="Epoch">Counts the changes of the map; the higher one is right.</param>
/// <param name="Slots">The shard of each slot; empty where keys are kept in ranges.</param>
/// <param name="Ranges">The ranges; null where keys are hashed.</param>
internal sealed record ShardMap(long Epoch, IReadOnlyList<int> Slots, RangeTable? Ranges)
{
    /// <summary>How many parts there are.</summary>
    public int PartCount => Ranges?.Count ?? Slots.Count;

    /// <summary>The part that a key is in.</summary>
    public int PartOf(string key) => Ranges?.IndexOf(key) ?? SlotPlacement.SlotOf(key, Slots.Count);

    /// <summary>The shard that has a part.</summary>
    public int OwnerOf(int part) => Ranges?[part].Owner ?? Slots[part];

    /// <summary>The shard that has a key.</summary>
    public int OwnerOf(string key) => OwnerOf(PartOf(key));

    /// <summary>The parts of a shard, in their order.</summary>
    public IReadOnlyList<int> PartsOf(int shard) =>
        [.. Enumerable.Range(0, PartCount).Where(part => OwnerOf(part) == shard)];

    /// <summary>The map of the next epoch, in which a shard has a part.</summary>
    public ShardMap Give(int part, int shard)
    {
        if (Ranges is not null)
        {
            return this with { Epoch = Epoch + 1, Ranges = Ranges.Give(part, shard) };
        }

        int[] slots = [.. Slots];
        slots[part] = shard;
        return this with { Epoch = Epoch + 1, Slots = slots };
    }

    /// <summary>What tells the keys of a part from all others, as a value that a shard understands.</summary>
    public Value DescribePart(int part) =>
        Ranges is null
            ? Value.Of(Value.Of(part), Value.Of(Slots.Count))
            : Value.Of(Value.Of(Ranges[part].First), Ranges[part].End is { } end ? Value.Of(end) : Value.Nil);
}
