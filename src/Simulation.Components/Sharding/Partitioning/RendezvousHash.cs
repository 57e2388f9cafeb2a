using Simulation.Kernel;

namespace Simulation.Components.Sharding.Partitioning;

/// <summary>
/// Every owner draws a number for a hash, and the highest has it: anyone may join or leave, and nothing moves
/// but what it gains or gave up. Each question costs a draw an owner.
/// </summary>
/// <remarks>Source: Thaler and Ravishankar, "Using Name-Based Mappings to Increase Hit Rates", IEEE/ACM
/// Transactions on Networking 1998.</remarks>
public static class RendezvousHash
{
    /// <summary>The owner of a hash.</summary>
    /// <param name="hash">The hash of a key.</param>
    /// <param name="owners">The numbers of the owners, at least one, each once; their order does not
    /// matter.</param>
    public static int OwnerOf(ulong hash, IReadOnlyList<int> owners)
    {
        Invariant.That(owners.Count > 0);
        int best = owners[0];
        ulong highest = Draw(hash, best);
        for (int place = 1; place < owners.Count; place++)
        {
            ulong draw = Draw(hash, owners[place]);
            if (draw > highest || (draw == highest && owners[place] < best))
            {
                highest = draw;
                best = owners[place];
            }
        }

        return best;
    }

    private static ulong Draw(ulong hash, int owner) => KeyHash.Of(hash, (ulong)owner + 1);
}
