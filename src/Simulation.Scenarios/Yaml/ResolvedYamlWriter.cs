using System.Globalization;
using System.Text;

namespace Simulation.Scenarios.Yaml;

/// <summary>
/// Writes nodes as YAML that reads back as the same nodes, in the same bytes on every machine: two spaces a
/// level, keys in their order, quotes only where they are needed.
/// </summary>
public static class ResolvedYamlWriter
{
    /// <summary>The text, ending in a line feed.</summary>
    public static string Write(YamlNode root)
    {
        var text = new StringBuilder();
        if (root is YamlScalar or YamlMap { Entries.Count: 0 } or YamlList { Items.Count: 0 })
        {
            return Inline(root) + "\n";
        }

        AppendBlock(text, root, 0, isAfterDash: false);
        return text.ToString();
    }

    private static void AppendBlock(StringBuilder text, YamlNode node, int indent, bool isAfterDash)
    {
        bool isFirst = isAfterDash;
        switch (node)
        {
            case YamlMap map:
                foreach (YamlEntry entry in map.Entries)
                {
                    text.Append(' ', isFirst ? 0 : indent).Append(Quoted(entry.Key)).Append(':');
                    AppendValue(text, entry.Value, indent + 2);
                    isFirst = false;
                }

                break;
            case YamlList list:
                foreach (YamlNode item in list.Items)
                {
                    text.Append(' ', isFirst ? 0 : indent).Append('-');
                    AppendItem(text, item, indent + 2);
                    isFirst = false;
                }

                break;
            default:
                throw new Kernel.InvariantViolation("only maps and lists are blocks");
        }
    }

    private static void AppendValue(StringBuilder text, YamlNode value, int indent)
    {
        if (IsInline(value))
        {
            text.Append(' ').Append(Inline(value)).Append('\n');
            return;
        }

        text.Append('\n');
        AppendBlock(text, value, indent, isAfterDash: false);
    }

    private static void AppendItem(StringBuilder text, YamlNode item, int indent)
    {
        text.Append(' ');
        if (IsInline(item))
        {
            text.Append(Inline(item)).Append('\n');
            return;
        }

        AppendBlock(text, item, indent, isAfterDash: true);
    }

    private static bool IsInline(YamlNode node) =>
        node switch
        {
            YamlScalar => true,
            YamlMap map => map.Entries.Count == 0,
            YamlList list => list.Items.All(item => item is YamlScalar),
            _ => throw new Kernel.InvariantViolation("every node has a shape"),
        };

    private static string Inline(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => Quoted(scalar),
            YamlMap => "{}",
            YamlList list => "[" + string.Join(", ", list.Items.Select(Inline)) + "]",
            _ => throw new Kernel.InvariantViolation("every node has a shape"),
        };

    private static string Quoted(YamlScalar scalar)
    {
        if (scalar.IsNull)
        {
            return "~";
        }

        bool isSafe =
            scalar.Text.Length > 0
            && scalar.Text.All(letter =>
                char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '/' or '-' or '%' or '$' or '+'
            )
            && char.IsAsciiLetterOrDigit(scalar.Text[0])
            && (scalar.IsPlain || scalar.Text is not ("null" or "true" or "false"));
        return isSafe ? scalar.Text : DoubleQuoted(scalar.Text);
    }

    private static string DoubleQuoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char letter in text)
        {
            _ = letter switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                _ when letter is < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029' or '\ufeff' =>
                    quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append('"').ToString();
    }
}
