using System.Globalization;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Options;

/// <summary>
/// Reads a quantity's text; on failure says in <paramref name="problem"/> what to write instead.
/// </summary>
public delegate bool QuantityParser<T>(string text, out T value, out string problem);

/// <summary>
/// How the text of each type of quantity is read: a table, so that a new quantity is one line more.
/// </summary>
public sealed class QuantityParsers
{
    private readonly Dictionary<Type, QuantityParser<object>> _parsers = [];

    /// <summary>The quantities of scenario files.</summary>
    public static QuantityParsers Standard { get; } =
        new QuantityParsers
        {
            LogNormal = Kernel.Randomness.LogNormal.Fit,
            Mixture = (weights, parts) => new Mixture(weights, parts),
            Empirical = values => new Empirical(values),
        }
            .With<SimDuration>(QuantityText.TryDuration)
            .With<ByteSize>(QuantityText.TrySize)
            .With<Bandwidth>(QuantityText.TryBandwidth)
            .With<Rate>(QuantityText.TryRate)
            .With<TransferPrice>(QuantityText.TryTransferPrice)
            .With<HourlyPrice>(QuantityText.TryHourlyPrice)
            .With<Ratio>(QuantityText.TryRatio)
            .With<Distribution>(DistributionText.Try);

    /// <summary>Adds the parser of a type.</summary>
    public QuantityParsers With<T>(QuantityParser<T> parser)
        where T : notnull
    {
        _parsers.Add(
            typeof(T),
            (string text, out object value, out string problem) =>
            {
                bool isRead = parser(text, out T read, out problem);
                value = read;
                return isRead;
            }
        );
        return this;
    }

    /// <summary>Makes the log-normal distribution through two percentiles in nanoseconds.</summary>
    public Func<long, long, Distribution>? LogNormal { get; init; }

    /// <summary>Makes a mixture of distributions by their weights.</summary>
    public Func<IReadOnlyList<Ratio>, IReadOnlyList<Distribution>, Distribution>? Mixture { get; init; }

    /// <summary>Makes the distribution of a table of values in nanoseconds, sorted.</summary>
    public Func<IReadOnlyList<long>, Distribution>? Empirical { get; init; }

    /// <summary>Whether values of a type are read from one text.</summary>
    public bool Reads(Type type) => _parsers.ContainsKey(type);

    /// <summary>Reads a text as a quantity of a type that <see cref="Reads"/> knows.</summary>
    public bool TryRead(Type type, string text, out object value, out string problem) =>
        _parsers[type](text, out value, out problem);

    /// <summary>What a type is called in messages.</summary>
    public static string NameOf(Type type) =>
        type switch
        {
            _ when type == typeof(SimDuration) => "a duration",
            _ when type == typeof(ByteSize) => "a size",
            _ when type == typeof(Bandwidth) => "a bandwidth",
            _ when type == typeof(Rate) => "a rate",
            _ when type == typeof(TransferPrice) => "a price of data",
            _ when type == typeof(HourlyPrice) => "a price of time",
            _ when type == typeof(Ratio) => "a share",
            _ when type == typeof(Distribution) => "a duration or distribution",
            _ when type == typeof(int) || type == typeof(long) => "a whole number",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(string) => "a text",
            _ when type.IsEnum => "a choice",
            _ when OptionProperty.MapValueOf(type) is { } value =>
                $"a map of names to {Plural(NameOf(value))}",
            _ when OptionProperty.ElementOf(type) is { } element => $"a list of {Plural(NameOf(element))}",
            _ => "a map",
        };

    /// <summary>
    /// A size of the quantity by which two of the same type compare, or null for one without an order.
    /// </summary>
    public static decimal? Measure(object value) =>
        value switch
        {
            SimDuration duration => duration.Nanoseconds,
            Ratio ratio => ratio.Millionths,
            ByteSize size => size.Bytes,
            Bandwidth bandwidth => bandwidth.BytesPerSecond,
            Rate rate => (decimal)rate.Events / rate.Per.Nanoseconds,
            int number => number,
            long number => number,
            _ => null,
        };

    /// <summary>A value as a scenario file writes it.</summary>
    public static string Write(object? value) =>
        value switch
        {
            null => "off",
            bool flag => flag ? "true" : "false",
            Enum choice => KebabCase.Of(choice.ToString()),
            Distribution distribution => distribution.Describe(nanoseconds =>
                new SimDuration(nanoseconds).ToString()
            ),
            string text => text.Length == 0 ? "''" : text,
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            System.Collections.ICollection { Count: 0 } => "[]",
            _ when OptionProperty.IsRecord(value.GetType()) => "{}",
            _ => value.ToString() ?? "",
        };

    private static string Plural(string noun) =>
        noun switch
        {
            "a duration" => "durations",
            "a text" => "texts",
            "a map" => "maps",
            "a share" => "shares",
            "a whole number" => "whole numbers",
            _ => noun.StartsWith("a list of ", StringComparison.Ordinal)
                ? "lists of " + noun["a list of ".Length..]
                : "values",
        };
}
