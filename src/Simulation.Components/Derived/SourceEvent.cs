using Simulation.Histories;

namespace Simulation.Components.Derived;

/// <summary>A write of the database on its way to the sink.</summary>
/// <param name="Version">Rises with every write of the key.</param>
/// <param name="Key">The key.</param>
/// <param name="Payload">The value that stands since.</param>
/// <param name="Operation">The operation that wrote it.</param>
/// <param name="Row">The outbox row that holds it; null where none does.</param>
internal readonly record struct SourceEvent(
    long Version,
    string Key,
    Value Payload,
    int Operation,
    string? Row
)
{
    /// <summary>The version before the first.</summary>
    public const long None = -1;

    /// <summary>What outbox rows are called; a range of them begins and ends with these.</summary>
    public const string FirstRow = "outbox/";

    /// <summary>Comes after every outbox row.</summary>
    public const string AfterRows = "outbox0";

    /// <summary>The outbox row of an operation.</summary>
    public static string RowOf(int client, int operation) => $"{FirstRow}{client}/{operation}";

    /// <summary>What stands in the sink, and with an outbox in the source: a value with its version.</summary>
    public static Value Versioned(long version, Value payload) => Value.Of(Value.Of(version), payload);

    /// <summary>The version of what stands; <see cref="None"/> for nothing.</summary>
    public static long VersionOf(Value standing) => standing.IsNil ? None : standing.Items[0].AsNumber;

    /// <summary>The value of what stands; nil for nothing.</summary>
    public static Value PayloadOf(Value standing) => standing.IsNil ? Value.Nil : standing.Items[1];

    /// <summary>The content of its outbox row.</summary>
    public Value ToRow() => Value.Of(Value.Of(Key), Value.Of(Version), Payload, Value.Of((long)Operation));

    /// <summary>The event of an outbox row.</summary>
    public static SourceEvent FromRow(string row, Value content)
    {
        ReadOnlySpan<Value> parts = content.Items;
        return new SourceEvent(
            parts[1].AsNumber,
            parts[0].AsText!,
            parts[2],
            checked((int)parts[3].AsNumber),
            row
        );
    }
}
