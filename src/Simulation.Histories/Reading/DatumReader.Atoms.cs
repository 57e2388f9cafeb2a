using System.Globalization;
using System.Text;

namespace Simulation.Histories.Reading;

/// <content>What has no members: texts, numbers, words.</content>
internal sealed partial class DatumReader
{
    private Datum? ReadText()
    {
        int line = _line;
        int column = Column;
        StringBuilder? unescaped = null;
        int from = ++_at;
        while (HasMore && _text[_at] != '"')
        {
            if (_text[_at] == '\n')
            {
                if (isJson)
                {
                    break;
                }

                _line++;
                _lineStart = _at + 1;
            }

            if (_text[_at] == '\\')
            {
                unescaped ??= new StringBuilder();
                unescaped.Append(_text, from, _at - from);
                if (!TryUnescape(unescaped))
                {
                    return Fail("'\\' is followed by nothing that can be escaped");
                }

                from = _at;
            }
            else
            {
                _at++;
            }
        }

        if (Here != '"')
        {
            Problem ??= new HistoryProblem(line, column, "a text is never closed by '\"'");
            return null;
        }

        string content = unescaped is null
            ? words[_text.AsSpan(from, _at - from)]
            : unescaped.Append(_text, from, _at - from).ToString();
        _at++;
        return new Datum(DatumKind.Text, line, column) { Text = content };
    }

    private bool TryUnescape(StringBuilder into)
    {
        char escaped = HasAfter(1) ? _text[_at + 1] : '\0';
        if (escaped == 'u')
        {
            if (
                !HasAfter(5)
                || !ushort.TryParse(
                    _text.AsSpan(_at + 2, 4),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out ushort code
                )
            )
            {
                return false;
            }

            into.Append((char)code);
            _at += 6;
            return true;
        }

        int known = "nrtbf\"\\/".IndexOf(escaped, StringComparison.Ordinal);
        if (known < 0)
        {
            return false;
        }

        into.Append("\n\r\t\b\f\"\\/"[known]);
        _at += 2;
        return true;
    }

    private Datum? ReadWord()
    {
        int column = Column;
        int from = _at;
        while (HasMore && !IsDelimiter(_text[_at]) && !(isJson && _text[_at] == ':'))
        {
            _at++;
        }

        ReadOnlySpan<char> span = _text.AsSpan(from, _at - from);
        ReadOnlySpan<char> digits = span.EndsWith("N") && !isJson ? span[..^1] : span;
        if (
            long.TryParse(
                digits,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out long number
            )
        )
        {
            return new Datum(DatumKind.Number, _line, column) { Number = number };
        }

        if (!isJson && span.Length > 1 && span[0] == ':')
        {
            return new Datum(DatumKind.Keyword, _line, column) { Text = words[span[1..]] };
        }

        string word = words[span];
        if (decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return new Datum(DatumKind.Decimal, _line, column) { Text = word };
        }

        if (word is "true" or "false")
        {
            return new Datum(DatumKind.Flag, _line, column) { Text = word };
        }

        if (word is "nil" or "null" && isJson == (word.Length == 4))
        {
            return new Datum(DatumKind.Nil, _line, column);
        }

        if (isJson || word.Length == 0)
        {
            _at = from;
            return Fail($"'{(word.Length == 0 ? Here.ToString() : word)}' is no value");
        }

        return new Datum(DatumKind.Symbol, _line, column) { Text = word };
    }

    private static bool IsDelimiter(char c) =>
        char.IsWhiteSpace(c) || c is ',' or '[' or ']' or '(' or ')' or '{' or '}' or '"' or ';';
}
