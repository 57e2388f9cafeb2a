namespace Simulation.Histories.Reading;

/// <summary>What a <see cref="Datum"/> is.</summary>
internal enum DatumKind
{
    Nil,
    Flag,
    Number,
    Decimal,
    Text,
    Keyword,
    Symbol,
    List,
    Map,
}

/// <summary>A piece of JSON or EDN and where it stood, so that a problem can name the place.</summary>
internal sealed class Datum(DatumKind kind, int line, int column)
{
    public DatumKind Kind { get; } = kind;

    public int Line { get; } = line;

    public int Column { get; } = column;

    public string Text { get; init; } = "";

    public long Number { get; init; }

    /// <summary>The members of a list; a map's keys and values in turn.</summary>
    public IReadOnlyList<Datum> Items { get; init; } = [];

    /// <summary>
    /// The value under a name in a map, whether the name is a keyword or a text; null when absent.
    /// </summary>
    public Datum? this[string name]
    {
        get
        {
            for (int i = 0; i + 1 < Items.Count; i += 2)
            {
                if (string.Equals(Items[i].Text, name, StringComparison.Ordinal))
                {
                    return Items[i + 1];
                }
            }

            return null;
        }
    }

    public Value ToValue()
    {
        switch (Kind)
        {
            case DatumKind.Nil:
                return Value.Nil;
            case DatumKind.Number:
                return Value.Of(Number);
            case DatumKind.List:
                return Value.Of([.. Items.Select(item => item.ToValue())]);
            case DatumKind.Map:
                Value[] pairs = new Value[Items.Count / 2];
                for (int i = 0; i < pairs.Length; i++)
                {
                    pairs[i] = Value.Of(Items[2 * i].ToValue(), Items[2 * i + 1].ToValue());
                }

                return Value.Of(pairs);
            default:
                return Value.Of(Text);
        }
    }

    /// <summary>
    /// The datum as a name or a message: a text without its quotes, a keyword without its colon.
    /// </summary>
    public string? ToName() =>
        Kind switch
        {
            DatumKind.Nil => null,
            DatumKind.Text or DatumKind.Keyword or DatumKind.Symbol or DatumKind.Flag or DatumKind.Decimal =>
                Text,
            _ => ToValue().ToString(),
        };
}
