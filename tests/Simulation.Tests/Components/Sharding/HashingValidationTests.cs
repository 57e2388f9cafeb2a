using Simulation.Components.Sharding.Partitioning;

namespace Simulation.Tests.Components.Sharding;

/// <summary>What is known of hashing: the row HASH of the validation table.</summary>
public sealed class HashingValidationTests
{
    private const int Rings = 200;

    [Theory]
    [InlineData(10, 10, 0.29851)]
    [InlineData(10, 100, 0.09482)]
    public void The_loads_of_a_ring_s_owners_deviate_as_published(
        int owners,
        int virtualNodes,
        double published
    )
    {
        double squares = 0;

        for (int ring = 0; ring < Rings; ring++)
        {
            foreach (double share in Shares(ring, owners, virtualNodes))
            {
                squares += ((share * owners) - 1) * ((share * owners) - 1);
            }
        }

        double deviation = Math.Sqrt(squares / (Rings * owners));
        Assert.Equal(Math.Sqrt((owners - 1.0) / ((virtualNodes * owners) + 1)), published, 0.0001);
        Assert.InRange(deviation, published * 0.9, published * 1.1);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public void One_owner_more_moves_its_share_of_the_keys(int owners)
    {
        double moved = 0;

        for (int ring = 0; ring < Rings; ring++)
        {
            moved += Shares(ring, owners + 1, 100)[owners];
        }

        Assert.InRange(moved / Rings, 0.9 / (owners + 1), 1.1 / (owners + 1));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(63)]
    public void Jump_and_rendezvous_move_keys_to_the_new_owner_only_and_an_even_share_of_them(int owners)
    {
        const int Count = 100_000;
        int[] before = [.. Enumerable.Range(0, owners)];
        int[] after = [.. Enumerable.Range(0, owners + 1)];
        int jumped = 0;
        int drawn = 0;

        for (int key = 0; key < Count; key++)
        {
            ulong hash = KeyHash.Of($"k{key}");
            int bucket = JumpHash.BucketOf(hash, owners + 1);
            int owner = RendezvousHash.OwnerOf(hash, after);
            Assert.True(bucket == JumpHash.BucketOf(hash, owners) || bucket == owners);
            Assert.True(owner == RendezvousHash.OwnerOf(hash, before) || owner == owners);
            jumped += bucket == owners ? 1 : 0;
            drawn += owner == owners ? 1 : 0;
        }

        double expected = (double)Count / (owners + 1);
        Assert.InRange(jumped, expected * 0.9, expected * 1.1);
        Assert.InRange(drawn, expected * 0.9, expected * 1.1);
    }

    private static double[] Shares(int ring, int owners, int virtualNodes)
    {
        var circle = new ConsistentHashRing(
            [.. Enumerable.Range(0, owners).Select(owner => $"ring-{ring}-owner-{owner}")],
            virtualNodes
        );
        return
        [
            .. Enumerable
                .Range(0, owners)
                .Select(place => (double)circle.ArcOf(place) / 18446744073709551616.0),
        ];
    }
}
