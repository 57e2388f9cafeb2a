namespace Simulation.Kernel.Randomness;

/// <summary>Every whole value between two limits, both included, with the same chance.</summary>
/// <param name="least">In base units, at least 0.</param>
/// <param name="greatest">In base units, not below the least.</param>
public sealed class Uniform(long least, long greatest) : Distribution
{
    /// <inheritdoc/>
    public override long Draw(RandomStream random) => least + random.NextBelow(greatest - least + 1);

    /// <inheritdoc/>
    public override string Describe(Func<long, string> quantity) =>
        $"uniform({quantity(least)}, {quantity(greatest)})";
}
