using System.Globalization;

namespace Simulation.Kernel.Quantities;

/// <summary>An amount of money, in millionths of a dollar.</summary>
public readonly record struct Money(long Micros)
{
    private const decimal MicrosPerDollar = 1_000_000;

    /// <summary>The amount as a scenario file writes it, such as <c>$0.09</c>.</summary>
    public override string ToString() =>
        "$" + (Micros / MicrosPerDollar).ToString("0.00####", CultureInfo.InvariantCulture);
}

/// <summary>What a gigabyte (10^9 bytes) costs to send: <c>$0.09/GB</c>.</summary>
public readonly record struct TransferPrice(Money PerGigabyte)
{
    private const long BytesPerGigabyte = 1_000_000_000;

    /// <summary>What so many bytes cost, rounded down.</summary>
    public Money For(Int128 bytes) => new((long)(bytes * PerGigabyte.Micros / BytesPerGigabyte));

    /// <summary>The price as a scenario file writes it.</summary>
    public override string ToString() => PerGigabyte + "/GB";
}

/// <summary>What an hour costs: <c>$0.20/h</c>.</summary>
public readonly record struct HourlyPrice(Money PerHour)
{
    /// <summary>The price as a scenario file writes it.</summary>
    public override string ToString() => PerHour + "/h";
}
