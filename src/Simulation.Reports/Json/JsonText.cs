using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Simulation.Reports.Json;

/// <summary>
/// A JSON object under construction; its keys are written in ordinal order, whatever order they came in.
/// </summary>
public sealed class JsonMap
{
    private readonly SortedDictionary<string, object?> _members = new(StringComparer.Ordinal);

    /// <summary>The members in the order in which they are written.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Members => _members;

    /// <summary>Adds a member; a key may come once.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Null, text, truth, number, <see cref="JsonMap"/>, or a list of such.</param>
    public JsonMap With(string key, object? value)
    {
        _members.Add(key, value);
        return this;
    }
}

/// <summary>Writes JSON to the same bytes on every machine: sorted keys, fixed numbers, line feeds.</summary>
public static class JsonText
{
    private static readonly JsonSerializerOptions Texts = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document with two blanks of indentation and a line feed at its end.</summary>
    public static string Write(JsonMap document)
    {
        StringBuilder text = new();
        Append(text, document, 0);
        return text.Append('\n').ToString();
    }

    /// <summary>A text in quotes, escaped where JSON requires it.</summary>
    public static string Quote(string text) => JsonSerializer.Serialize(text, Texts);

    private static void Append(StringBuilder text, object? value, int depth)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string words:
                text.Append(Quote(words));
                break;
            case bool truth:
                text.Append(truth ? "true" : "false");
                break;
            case double number:
                text.Append(double.IsFinite(number) ? Figures.Number(number) : "null");
                break;
            case int or long or ulong:
                text.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case JsonMap map:
                Append(
                    text,
                    '{',
                    '}',
                    depth,
                    [.. map.Members],
                    (member, inner) =>
                    {
                        text.Append(Quote(member.Key)).Append(": ");
                        Append(text, member.Value, inner);
                    }
                );
                break;
            case IEnumerable<object?> list:
                Append(text, '[', ']', depth, [.. list], (item, inner) => Append(text, item, inner));
                break;
            default:
                throw new ArgumentException($"{value.GetType().Name} has no form in JSON", nameof(value));
        }
    }

    private static void Append<T>(
        StringBuilder text,
        char open,
        char close,
        int depth,
        List<T> items,
        Action<T, int> append
    )
    {
        text.Append(open);
        for (int index = 0; index < items.Count; index++)
        {
            text.Append(index == 0 ? "\n" : ",\n").Append(' ', (depth + 1) * 2);
            append(items[index], depth + 1);
        }

        if (items.Count > 0)
        {
            text.Append('\n').Append(' ', depth * 2);
        }

        text.Append(close);
    }
}
