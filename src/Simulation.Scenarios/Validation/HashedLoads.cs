using System.Globalization;
using Simulation.Components.Sharding.Partitioning;

namespace Simulation.Scenarios.Validation;

/// <summary>How evenly hashing spreads keys, and how many move when a node joins.</summary>
internal static class HashedLoads
{
    private const int Rings = 200;
    private const int KeyCount = 100_000;

    public static ValidationRow Row { get; } =
        new(
            "HASH",
            "Rings of hashed points, jump and rendezvous hashing: spread of load, and what a new node moves.",
            "Karger et al., STOC 1997, section 4; Lamping and Veach, 2014; Thaler and Ravishankar, 1998",
            _ => Ask()
        );

    private static IEnumerable<KnownAnswer> Ask()
    {
        yield return Deviation(10, 0.29851);
        yield return Deviation(100, 0.09482);
        yield return MovedOnRings(10);
        foreach (int owners in (int[])[8, 63])
        {
            int[] before = [.. Enumerable.Range(0, owners)];
            int[] after = [.. Enumerable.Range(0, owners + 1)];
            foreach (KnownAnswer answer in Moved("jump", owners, JumpHash.BucketOf))
            {
                yield return answer;
            }

            foreach (
                KnownAnswer answer in Moved(
                    "rendezvous",
                    owners,
                    (hash, count) => RendezvousHash.OwnerOf(hash, count == owners ? before : after)
                )
            )
            {
                yield return answer;
            }
        }
    }

    private static KnownAnswer Deviation(int points, double published)
    {
        const int Owners = 10;
        double squares = Enumerable
            .Range(0, Rings)
            .SelectMany(ring => Shares(ring, Owners, points))
            .Sum(share => ((share * Owners) - 1) * ((share * Owners) - 1));
        return new KnownAnswer(
            string.Create(CultureInfo.InvariantCulture, $"relative sd of load, 10 nodes, {points} points"),
            published,
            new Estimate(Math.Sqrt(squares / (Rings * Owners)), double.NaN, Rings),
            Tolerance.Share(0.1)
        );
    }

    private static KnownAnswer MovedOnRings(int owners)
    {
        double[] moved =
        [
            .. Enumerable.Range(0, Rings).Select(ring => Shares(ring, owners + 1, 100)[owners]),
        ];
        return new KnownAnswer(
            string.Create(CultureInfo.InvariantCulture, $"moved to node {owners + 1}, ring, 100 points"),
            1.0 / (owners + 1),
            Estimate.Mean(moved),
            Tolerance.Share(0.1)
        );
    }

    private static IEnumerable<KnownAnswer> Moved(string name, int owners, Func<ulong, int, int> ownerOf)
    {
        int moved = 0;
        int astray = 0;
        for (int key = 0; key < KeyCount; key++)
        {
            ulong hash = KeyHash.Of(string.Create(CultureInfo.InvariantCulture, $"k{key}"));
            int now = ownerOf(hash, owners + 1);
            moved += now == owners ? 1 : 0;
            astray += now != owners && now != ownerOf(hash, owners) ? 1 : 0;
        }

        string where = string.Create(CultureInfo.InvariantCulture, $"{name}, {owners} nodes and one more");
        yield return new KnownAnswer(
            "moved to the new node, " + where,
            1.0 / (owners + 1),
            Estimate.Proportion(moved, KeyCount),
            Tolerance.Share(0.1)
        );
        yield return new KnownAnswer(
            "moved elsewhere, " + where,
            0,
            new Estimate(astray, 0, KeyCount),
            Tolerance.Exactly
        );
    }

    private static double[] Shares(int ring, int owners, int points)
    {
        var circle = new ConsistentHashRing(
            [.. Enumerable.Range(0, owners).Select(owner => $"ring-{ring}-owner-{owner}")],
            points
        );
        return
        [
            .. Enumerable
                .Range(0, owners)
                .Select(place => (double)circle.ArcOf(place) / 18446744073709551616.0),
        ];
    }
}
