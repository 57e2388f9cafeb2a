using System.Globalization;
using Simulation.Kernel.Randomness;

namespace Simulation.Kernel.Quantities;

/// <summary>
/// A share in whole millionths: exact, so that chance is equal on every machine. <c>0.1%</c> is 1,000.
/// </summary>
public readonly record struct Ratio(int Millionths) : IComparable<Ratio>
{
    /// <summary>Never.</summary>
    public static readonly Ratio Zero;

    /// <summary>Always.</summary>
    public static readonly Ratio One = new(1_000_000);

    /// <summary>The share as a number from 0 to 1, for reports only.</summary>
    public double Value => Millionths / 1e6;

    /// <summary>
    /// Whether an event of this probability happens; draws once, and not at all for 0 % and 100 %.
    /// </summary>
    public bool Happens(RandomStream random) =>
        Millionths > 0 && (Millionths >= 1_000_000 || random.NextBelow(1_000_000) < Millionths);

    /// <inheritdoc/>
    public int CompareTo(Ratio other) => Millionths.CompareTo(other.Millionths);

    /// <summary>The share as a scenario file writes it: <c>0.1%</c>.</summary>
    public override string ToString() =>
        (Millionths / 10_000m).ToString("0.####", CultureInfo.InvariantCulture) + "%";
}
