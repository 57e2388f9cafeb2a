using Simulation.Kernel;

namespace Simulation.Components.Sharding.Partitioning;

/// <summary>A table of slots and their owners that stays even by the fewest moves.</summary>
/// <remarks>Source: DeCandia et al., "Dynamo", SOSP 2007, section 6.2, strategy 3: Q/S tokens a node, a node
/// that joins steals tokens from all, one that leaves gives its tokens to all.</remarks>
public static class EvenTable
{
    /// <summary>The owner of each slot, no two owners more than one slot apart.</summary>
    /// <param name="current">The owner of each slot up to now; -1 or one who left: it has none.</param>
    /// <param name="owners">Who there is from now on, ascending, at least one.</param>
    public static int[] Rebalance(IReadOnlyList<int> current, IReadOnlyList<int> owners)
    {
        Invariant.That(owners.Count > 0);
        int[] table = [.. current];
        int share = table.Length / owners.Count;
        int withOneMore = table.Length % owners.Count;
        Dictionary<int, int> held = owners.ToDictionary(owner => owner, _ => 0);
        foreach (int owner in table)
        {
            if (held.TryGetValue(owner, out int count))
            {
                held[owner] = count + 1;
            }
        }

        // Who has most keeps the odd slots, so that they need not move.
        var room = new Dictionary<int, int>();
        foreach (int owner in owners.OrderByDescending(owner => held[owner]).ThenBy(owner => owner))
        {
            room[owner] = share + (withOneMore-- > 0 ? 1 : 0);
        }

        var homeless = new List<int>();
        for (int slot = 0; slot < table.Length; slot++)
        {
            if (room.TryGetValue(table[slot], out int left) && left > 0)
            {
                room[table[slot]] = left - 1;
            }
            else
            {
                homeless.Add(slot);
            }
        }

        Settle(table, homeless, owners, room);
        return table;
    }

    private static void Settle(
        int[] table,
        List<int> homeless,
        IReadOnlyList<int> owners,
        Dictionary<int, int> room
    )
    {
        int next = 0;
        foreach (int slot in homeless)
        {
            while (room[owners[next % owners.Count]] == 0)
            {
                next++;
            }

            int owner = owners[next % owners.Count];
            table[slot] = owner;
            room[owner]--;
            next++;
        }
    }
}
