using System.Globalization;
using Simulation.Kernel;

namespace Simulation.Histories;

/// <summary>
/// What a client wrote or read: nothing, a whole number, a text, or a list of values (as for cas).
/// </summary>
public readonly record struct Value
{
    private readonly object? _reference;

    /// <summary>The whole number, or how many items of the array belong to the list.</summary>
    private readonly long _number;

    private Value(object? reference, long number)
    {
        _reference = reference;
        _number = number;
    }

    /// <summary>No value: a register before its first write, or a result that is not known.</summary>
    public static Value Nil => default;

    /// <summary>Whether this is <see cref="Nil"/>.</summary>
    public bool IsNil => _reference is null;

    /// <summary>Whether this is a whole number.</summary>
    public bool IsNumber => ReferenceEquals(_reference, Number.Tag);

    /// <summary>The whole number; asked only of one.</summary>
    public long AsNumber => IsNumber ? _number : throw new InvariantViolation("the value is a number");

    /// <summary>The text, or null when it is no text.</summary>
    public string? AsText => _reference as string;

    /// <summary>Whether this is a list.</summary>
    public bool IsList => _reference is Value[];

    /// <summary>The list, or null when it is no list.</summary>
    public IReadOnlyList<Value>? AsList =>
        _reference is Value[] items && items.Length != _number
            ? (IReadOnlyList<Value>)new ArraySegment<Value>(items, 0, (int)_number)
            : _reference as Value[];

    /// <summary>The items of the list; none when it is no list.</summary>
    public ReadOnlySpan<Value> Items => _reference is Value[] items ? items.AsSpan(0, (int)_number) : default;

    /// <summary>A whole number.</summary>
    public static Value Of(long number) => new(Number.Tag, number);

    /// <summary>A text.</summary>
    public static Value Of(string text) => new(text, 0);

    /// <summary>A list, owned by the value from now on.</summary>
    public static Value Of(params Value[] items) => new(items, items.Length);

    /// <summary>The list of the first items of an array that other lists begin with, too.</summary>
    internal static Value OfFirst(Value[] items, int count) => new(items, count);

    /// <inheritdoc/>
    public bool Equals(Value other) =>
        (_reference, other._reference) switch
        {
            (string left, string right) => string.Equals(left, right, StringComparison.Ordinal),
            (Value[] left, Value[] right) when left != right => Items.SequenceEqual(other.Items),
            _ => ReferenceEquals(_reference, other._reference) && _number == other._number,
        };

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _reference switch
        {
            null => 0,
            string text => text.GetHashCode(StringComparison.Ordinal),
            Value[] => HashOf(Items),
            _ => _number.GetHashCode(),
        };

    /// <summary>The value as JSON writes it, so that logs, reports and histories agree.</summary>
    public override string ToString() =>
        _reference switch
        {
            null => "null",
            string text => System.Text.Json.JsonSerializer.Serialize(text),
            Value[] => "[" + string.Join(",", AsList!) + "]",
            _ => _number.ToString(CultureInfo.InvariantCulture),
        };

    private static int HashOf(ReadOnlySpan<Value> list)
    {
        int hash = list.Length;
        foreach (Value item in list)
        {
            hash = unchecked((hash * 16_777_619) ^ item.GetHashCode());
        }

        return hash;
    }

    private static class Number
    {
        public static readonly object Tag = new();
    }
}
