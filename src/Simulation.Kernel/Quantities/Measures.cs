using System.Globalization;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Quantities;

/// <summary>An amount of data in bytes.</summary>
public readonly record struct ByteSize(long Bytes)
{
    /// <summary>
    /// The amount as a scenario file writes it, in the largest binary unit that keeps it exact.
    /// </summary>
    public override string ToString() =>
        Bytes switch
        {
            0 => "0B",
            _ when Bytes % (1L << 30) == 0 => (Bytes >> 30).ToString(CultureInfo.InvariantCulture) + "GiB",
            _ when Bytes % (1L << 20) == 0 => (Bytes >> 20).ToString(CultureInfo.InvariantCulture) + "MiB",
            _ when Bytes % (1L << 10) == 0 => (Bytes >> 10).ToString(CultureInfo.InvariantCulture) + "KiB",
            _ => Bytes.ToString(CultureInfo.InvariantCulture) + "B",
        };
}

/// <summary>How much data passes in a second.</summary>
public readonly record struct Bandwidth(long BytesPerSecond)
{
    /// <summary>How long so many bytes take, rounded up to a nanosecond.</summary>
    public SimDuration TimeFor(long sizeBytes) =>
        new((long)(((Int128)sizeBytes * 1_000_000_000 + BytesPerSecond - 1) / BytesPerSecond));

    /// <summary>The flow as a scenario file writes it.</summary>
    public override string ToString() => new ByteSize(BytesPerSecond) + "/s";
}

/// <summary>How often something happens: whole events in a length of time, as in <c>200/s</c>.</summary>
public readonly record struct Rate(long Events, SimDuration Per)
{
    /// <summary>The mean time between two events, rounded down to a nanosecond.</summary>
    public SimDuration Interval => new(Per.Nanoseconds / Events);

    /// <summary>Events in a second, for reports only.</summary>
    public double PerSecond => Events / Per.TotalSeconds;

    /// <summary>The rate as a scenario file writes it.</summary>
    public override string ToString() =>
        Events.ToString(CultureInfo.InvariantCulture)
        + "/"
        + Per.Nanoseconds switch
        {
            1_000_000_000 => "s",
            60_000_000_000 => "m",
            3_600_000_000_000 => "h",
            _ => Per.ToString(),
        };
}
