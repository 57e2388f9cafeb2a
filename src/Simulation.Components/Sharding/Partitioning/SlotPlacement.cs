using System.Globalization;
using Simulation.Kernel;

namespace Simulation.Components.Sharding.Partitioning;

/// <summary>How the slots that keys are hashed into are given to shards.</summary>
public enum PartitionRule
{
    /// <summary>A ring of hashes on which each shard has virtual nodes.</summary>
    Hash,

    /// <summary>The slot's number modulo the count of shards: nearly all moves when the count changes.</summary>
    Modulo,

    /// <summary>The shard that draws the highest number for a slot has it.</summary>
    Rendezvous,

    /// <summary>Jump hash: a shard more at the end takes its share; only the last can leave.</summary>
    Jump,

    /// <summary>A table that is changed by the fewest moves that keep it even.</summary>
    Directory,

    /// <summary>Ranges of the keys in their order.</summary>
    Range,
}

/// <summary>Gives slots to shards by each rule but ranges.</summary>
/// <remarks>Source of slots: DeCandia et al., "Dynamo", SOSP 2007, section 6.2, strategy 3: equal partitions
/// whose number does not change, so that a partition moves as a whole.</remarks>
public static class SlotPlacement
{
    /// <summary>The slot of a key.</summary>
    public static int SlotOf(string key, int slotCount) => SlotOf(KeyHash.Of(key), slotCount);

    /// <summary>The slot of a key's hash: equal stretches of the hashes, in their order.</summary>
    public static int SlotOf(ulong hash, int slotCount) => (int)Math.BigMul(hash, (ulong)slotCount, out _);

    /// <summary>The shard of every slot.</summary>
    /// <param name="rule">Any but <see cref="PartitionRule.Range"/>.</param>
    /// <param name="virtualNodes">With <see cref="PartitionRule.Hash"/>, the points of each shard.</param>
    /// <param name="shards">The numbers of the shards, at least one, ascending.</param>
    /// <param name="current">The shard of every slot up to now; -1 where nobody has it.</param>
    public static int[] Place(
        PartitionRule rule,
        int virtualNodes,
        IReadOnlyList<int> shards,
        IReadOnlyList<int> current
    )
    {
        Invariant.That(shards.Count > 0);
        int[] slots = [.. Enumerable.Range(0, current.Count)];
        switch (rule)
        {
            case PartitionRule.Hash:
                var ring = new ConsistentHashRing([.. shards.Select(NameOf)], virtualNodes);
                return [.. slots.Select(slot => shards[ring.PlaceOf(MiddleOf(slot, slots.Length))])];
            case PartitionRule.Modulo:
                return [.. slots.Select(slot => shards[slot % shards.Count])];
            case PartitionRule.Rendezvous:
                return [.. slots.Select(slot => RendezvousHash.OwnerOf(HashOf(slot), shards))];
            case PartitionRule.Jump:
                return [.. slots.Select(slot => shards[JumpHash.BucketOf(HashOf(slot), shards.Count)])];
            case PartitionRule.Directory:
                return EvenTable.Rebalance(current, shards);
            case PartitionRule.Range:
            default:
                throw new InvariantViolation("ranges have no slots");
        }
    }

    private static string NameOf(int shard) => "shard-" + shard.ToString(CultureInfo.InvariantCulture);

    /// <summary>Slots are stretches of the circle: their middles stand for them on the ring.</summary>
    private static ulong MiddleOf(int slot, int slotCount) =>
        (ulong)((((UInt128)(uint)slot * 2 + 1) << 63) / (uint)slotCount);

    private static ulong HashOf(int slot) => KeyHash.Of((ulong)slot, 1);
}
