namespace Simulation.Kernel.Randomness;

/// <summary>Measured values, each with the same chance.</summary>
/// <param name="values">In base units, at least one.</param>
public sealed class Empirical(IReadOnlyList<long> values) : Distribution
{
    /// <inheritdoc/>
    public override long Draw(RandomStream random) => values[random.NextBelow(values.Count)];

    /// <inheritdoc/>
    public override string Describe(Func<long, string> quantity) =>
        "{values: [" + string.Join(", ", values.Select(quantity)) + "]}";
}
