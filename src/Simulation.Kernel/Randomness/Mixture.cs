using Simulation.Kernel.Quantities;

namespace Simulation.Kernel.Randomness;

/// <summary>One of several distributions, drawn by weight each time.</summary>
public sealed class Mixture : Distribution
{
    private readonly IReadOnlyList<Ratio> _weights;
    private readonly IReadOnlyList<Distribution> _parts;
    private readonly long _total;

    /// <summary>As many weights as parts, at least one, not all 0.</summary>
    public Mixture(IReadOnlyList<Ratio> weights, IReadOnlyList<Distribution> parts)
    {
        Invariant.That(weights.Count == parts.Count);
        _weights = weights;
        _parts = parts;
        _total = weights.Sum(weight => (long)weight.Millionths);
        Invariant.That(_total > 0);
    }

    /// <inheritdoc/>
    public override long Draw(RandomStream random)
    {
        long place = random.NextBelow(_total);
        for (int part = 0; part < _parts.Count; part++)
        {
            place -= _weights[part].Millionths;
            if (place < 0)
            {
                return _parts[part].Draw(random);
            }
        }

        throw new InvariantViolation("the weights add up to their total");
    }

    /// <inheritdoc/>
    public override string Describe(Func<long, string> quantity) =>
        "{mixture: ["
        + string.Join(
            ", ",
            _parts.Select((part, place) => $"{{weight: {_weights[place]}, of: {part.Describe(quantity)}}}")
        )
        + "]}";
}
