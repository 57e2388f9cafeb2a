using Simulation.Histories;

namespace Simulation.Components.Stores;

/// <summary>What a value is read as after one of its bits has flipped.</summary>
internal static class CorruptedValue
{
    private const long Bit = 1L << 40;

    /// <summary>Another number for a number; what has no bits to flip stays as it is.</summary>
    public static Value Of(Value value) => value.IsNumber ? Value.Of(value.AsNumber ^ Bit) : value;
}
