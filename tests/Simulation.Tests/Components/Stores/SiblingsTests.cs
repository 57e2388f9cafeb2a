using CsCheck;
using Simulation.Components.Stores.Quorum;
using Simulation.Histories;

namespace Simulation.Tests.Components.Stores;

public sealed class SiblingsTests
{
    private static readonly Gen<KeyVersion[]> Versions = Gen.Select(
            Gen.Long[0, 2],
            Gen.Int[0, 2],
            Gen.Long[0, 5]
        )
        .Array[0, 8]
        .Select(drawn =>
        {
            var made = new List<KeyVersion>();
            foreach ((long actor, int seen, long stamp) in drawn)
            {
                VectorClock context = made.Take(seen)
                    .Aggregate(VectorClock.Empty, (clock, version) => clock.Merge(version.Clock));
                VectorClock clock = context.With(actor, made.Count + 1);
                made.Add(new KeyVersion(Value.Of(made.Count), made.Count, clock, stamp, (int)actor));
            }

            return made.ToArray();
        });

    [Theory]
    [InlineData(VersionOrder.VectorClocks)]
    [InlineData(VersionOrder.LastWriterWins)]
    public void Replicas_that_merged_the_same_versions_in_any_order_are_equal(VersionOrder order) =>
        Gen.Select(Versions, Gen.Int[0, 100])
            .Sample(
                (versions, turn) =>
                {
                    var siblings = new Siblings(order);
                    int at = turn % (versions.Length + 1);

                    KeyVersion[] one = siblings.Merge([], versions);
                    KeyVersion[] other = siblings.Merge([], versions.Skip(at).Reverse().Concat(versions));

                    Assert.True(Siblings.AreEqual(one, other));
                    Assert.Equal(versions.Length == 0, one.Length == 0);
                }
            );

    [Fact]
    public void A_version_that_has_seen_the_others_replaces_them()
    {
        var siblings = new Siblings(VersionOrder.VectorClocks);
        KeyVersion[] concurrent = siblings.Merge([], [Version(1, 0), Version(2, 1)]);
        VectorClock context = Siblings.Context(concurrent);

        KeyVersion[] after = siblings.Merge(
            concurrent,
            new KeyVersion(Value.Of(9), 9, context.With(1, 2), StampNanoseconds: 0, Node: 1)
        );

        Assert.Equal(2, concurrent.Length);
        Assert.Equal(1, Siblings.Shown(concurrent)!.Operation);
        Assert.Equal(9, Assert.Single(after).Operation);
    }

    private static KeyVersion Version(long actor, int operation) =>
        new(Value.Of(operation), operation, VectorClock.Empty.With(actor, 1), operation, (int)actor);
}
