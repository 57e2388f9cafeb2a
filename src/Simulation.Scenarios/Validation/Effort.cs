using Simulation.Kernel;

namespace Simulation.Scenarios.Validation;

/// <summary>How many samples the rows take, and how they are judged for it.</summary>
public sealed class Effort
{
    private readonly int _divisor;

    private Effort(int divisor) => _divisor = divisor;

    /// <summary>As many as the tolerances need.</summary>
    public static Effort Full { get; } = new(1);

    /// <summary>
    /// A tenth: intervals are three times as wide, and an answer is off only if its interval is.
    /// </summary>
    public static Effort Quick { get; } = new(10);

    /// <summary>How many samples are taken where the full number is this one.</summary>
    /// <param name="samples">At least 10, so that some are left.</param>
    public int Of(int samples)
    {
        Invariant.That(samples >= _divisor);
        return samples / _divisor;
    }

    /// <summary>What is asked of an answer whose tolerance takes the full number of samples.</summary>
    public Tolerance Judge(Tolerance tolerance) =>
        _divisor == 1 ? tolerance : Tolerance.ForFewSamples(tolerance);
}
