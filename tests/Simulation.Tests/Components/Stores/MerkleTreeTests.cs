using CsCheck;
using Simulation.Components.Stores.Quorum;
using Simulation.Histories;

namespace Simulation.Tests.Components.Stores;

public sealed class MerkleTreeTests
{
    [Fact]
    public void Two_trees_differ_on_the_path_to_the_key_that_differs_and_nowhere_else() =>
        Gen.Int[0, 199]
            .Sample(changed =>
            {
                var one = new MerkleTree(Entries(-1));
                var other = new MerkleTree(Entries(changed));
                int leaf = MerkleTree.LeafOf($"k{changed}");

                for (int level = 0; level <= MerkleTree.LeafLevel; level++)
                {
                    for (int index = 0; index < 1 << level; index++)
                    {
                        bool isOnPath = index == leaf >> (MerkleTree.LeafLevel - level);
                        Assert.Equal(isOnPath, one.HashOf(level, index) != other.HashOf(level, index));
                    }
                }
            });

    private static IEnumerable<(string Key, KeyVersion[] Versions)> Entries(int changed) =>
        Enumerable
            .Range(0, 200)
            .Select(key =>
                (
                    $"k{key}",
                    new[] { new KeyVersion(Value.Of(key), key, VectorClock.Empty, key == changed ? 1 : 0, 0) }
                )
            );
}
