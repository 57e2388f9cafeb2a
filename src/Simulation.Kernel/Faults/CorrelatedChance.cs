using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;

namespace Simulation.Kernel.Faults;

/// <summary>Draws that lean on the one before: each is a mix of the last and a fresh one.</summary>
/// <remarks>Source: tc netem's correlation; as there, the mix is not quite uniform.</remarks>
internal sealed class CorrelatedChance(Ratio correlation)
{
    private const int Million = 1_000_000;

    private int _last = -1;

    /// <summary>A number from 0 to 999,999.</summary>
    public int NextMillionth(RandomStream random)
    {
        int fresh = random.NextBelow(Million);
        _last =
            _last < 0
                ? fresh
                : (int)(
                    ((long)_last * correlation.Millionths + (long)fresh * (Million - correlation.Millionths))
                    / Million
                );
        return _last;
    }
}
