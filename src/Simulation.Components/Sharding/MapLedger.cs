using Simulation.Components.Sharding.Partitioning;

namespace Simulation.Components.Sharding;

/// <summary>What the keeper of a shard map has on its disk. Immutable.</summary>
/// <param name="Map">The map.</param>
/// <param name="Members">The shards that are to have keys, ascending.</param>
/// <param name="WishesBegun">How many of the operator's wishes were begun.</param>
/// <param name="Targets">The shard that each part shall have when the change is done; empty between
/// changes.</param>
/// <param name="Moving">The part that is being handed over; -1 for none.</param>
internal sealed record MapLedger(
    ShardMap Map,
    IReadOnlyList<int> Members,
    int WishesBegun,
    IReadOnlyList<int> Targets,
    int Moving
)
{
    /// <summary>The epoch at which the part that is being handed over is served again.</summary>
    public long FrozenAt => Map.Epoch + 1;

    /// <summary>The next part that is not where it shall be; -1 when all are.</summary>
    public int NextPart()
    {
        for (int part = 0; part < Targets.Count; part++)
        {
            if (Targets[part] != Map.OwnerOf(part))
            {
                return part;
            }
        }

        return -1;
    }

    /// <summary>Plans for a shard that joins or leaves a store of slots.</summary>
    public MapLedger ForMembers(IReadOnlyList<int> members, PartitionOptions options) =>
        this with
        {
            Members = members,
            Targets = Map.Ranges is null
                ? SlotPlacement.Place(options.By, options.VirtualNodes, members, Map.Slots)
                : RangesFor(members),
        };

    /// <summary>Plans for a shard that gets half the load of another.</summary>
    /// <param name="shard">The other; -1 for the one with the most load.</param>
    /// <param name="half">The new one.</param>
    /// <param name="parts">How often each part was asked for.</param>
    /// <param name="keys">With ranges, how often each key was asked for, in ordinal order.</param>
    public MapLedger ForSplit(
        int shard,
        int half,
        IReadOnlyList<long> parts,
        IReadOnlyList<(string Key, long Load)> keys
    )
    {
        int split = shard >= 0 ? shard : HottestOf(parts);
        int[] members = [.. Members.Append(half).Distinct().Order()];
        return Map.Ranges is { } ranges
            ? SplitRange(ranges, split, half, keys, parts) with
            {
                Members = members,
            }
            : this with
            {
                Members = members,
                Targets = HalveSlots(split, half, parts),
            };
    }

    private int HottestOf(IReadOnlyList<long> parts) =>
        Members
            .OrderByDescending(member => Map.PartsOf(member).Sum(part => parts[part]))
            .ThenBy(member => member)
            .First();

    /// <summary>The heaviest slot first, each to the lighter half: Graham's longest processing time.</summary>
    private int[] HalveSlots(int shard, int half, IReadOnlyList<long> parts)
    {
        int[] targets = [.. Map.Slots];
        long kept = 0;
        long given = 0;
        foreach (int part in Map.PartsOf(shard).OrderByDescending(part => parts[part]).ThenBy(part => part))
        {
            // A slot that nobody asks for still weighs something.
            long weight = parts[part] + 1;
            if (given < kept)
            {
                targets[part] = half;
                given += weight;
            }
            else
            {
                kept += weight;
            }
        }

        return targets;
    }

    private MapLedger SplitRange(
        RangeTable ranges,
        int shard,
        int half,
        IReadOnlyList<(string Key, long Load)> keys,
        IReadOnlyList<long> parts
    )
    {
        int hottest = Map.PartsOf(shard).OrderByDescending(part => parts[part]).DefaultIfEmpty(-1).First();
        string? cut =
            hottest < 0
                ? null
                : LoadSplit.KeyOf([.. keys.Where(entry => ranges[hottest].Contains(entry.Key))]);
        if (cut is null)
        {
            return this with { Targets = OwnersOf(Map) };
        }

        ShardMap map = Map with { Epoch = Map.Epoch + 1, Ranges = ranges.SplitAt(cut) };
        int[] targets = OwnersOf(map);
        targets[hottest + 1] = half;
        return this with { Map = map, Targets = targets };
    }

    /// <summary>The ranges of those who leave go to those who stay, in turn.</summary>
    private int[] RangesFor(IReadOnlyList<int> members)
    {
        int[] targets = OwnersOf(Map);
        int next = 0;
        for (int part = 0; part < targets.Length; part++)
        {
            if (!members.Contains(targets[part]))
            {
                targets[part] = members[next++ % members.Count];
            }
        }

        return targets;
    }

    private static int[] OwnersOf(ShardMap map) =>
        [.. Enumerable.Range(0, map.PartCount).Select(part => map.OwnerOf(part))];
}
