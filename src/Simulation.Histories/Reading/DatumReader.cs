using System.Globalization;
using System.Text;

namespace Simulation.Histories.Reading;

/// <summary>
/// Reads JSON or EDN, one datum after the other. EDN takes commas as space; JSON wants them, and colons. A
/// tag (<c>#inst</c>) is skipped and its datum kept.
/// </summary>
internal sealed class DatumReader(
    string text,
    int start,
    int end,
    int firstLine,
    int firstColumn,
    bool isJson,
    WordPool words
)
{
    private const int DepthMax = 64;

    private int _at = start;
    private int _line = firstLine;
    private int _lineStart = start - firstColumn + 1;
    private int _depth;

    /// <summary>The first thing that is not well formed; reading stops there.</summary>
    public HistoryProblem? Problem { get; private set; }

    private int Column => _at - _lineStart + 1;

    private char Here => _at < end ? text[_at] : '\0';

    /// <summary>Skips space and comments; false at the end.</summary>
    public bool MoveToNext()
    {
        while (_at < end)
        {
            char c = text[_at];
            if (c == '\n')
            {
                _at++;
                _line++;
                _lineStart = _at;
            }
            else if (char.IsWhiteSpace(c) || c == '\uFEFF' || (c == ',' && !isJson))
            {
                _at++;
            }
            else if (c == ';' && !isJson)
            {
                while (_at < end && text[_at] != '\n')
                {
                    _at++;
                }
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Steps into a list that stands here, so that its members can be read one by one.</summary>
    public bool TryEnter()
    {
        if (!MoveToNext() || Here is not ('[' or '('))
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Steps over a mark that stands next, such as the comma of JSON or the end of a list.</summary>
    public bool TrySkip(char mark)
    {
        if (!MoveToNext() || Here != mark)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>The next datum; null at the end or at a <see cref="Problem"/>.</summary>
    public Datum? Read()
    {
        if (Problem is not null || !MoveToNext())
        {
            return null;
        }

        if (_depth >= DepthMax)
        {
            return Fail($"brackets are nested deeper than {DepthMax}");
        }

        _depth++;
        Datum? datum = Here switch
        {
            '"' => ReadText(),
            '[' => ReadList(']'),
            '(' when !isJson => ReadList(')'),
            '{' => ReadMap(),
            '#' when !isJson => ReadTagged(),
            ']' or '}' or ')' or ',' => Fail($"'{Here}' stands where a value is expected"),
            _ => ReadWord(),
        };
        _depth--;
        return datum;
    }

    /// <summary>Says what is wrong at this place; the first problem stays.</summary>
    public Datum? Fail(string message)
    {
        Problem ??= new HistoryProblem(_line, Column, message);
        return null;
    }

    private Datum? ReadTagged()
    {
        _at++;
        if (Here == '{')
        {
            return ReadItems('}', DatumKind.List);
        }

        bool isDiscard = Here == '_';
        while (_at < end && !IsDelimiter(text[_at]) && !(isDiscard && text[_at - 1] == '_'))
        {
            _at++;
        }

        Datum? tagged = Read();
        return isDiscard && tagged is not null ? Read() : tagged;
    }

    private Datum? ReadList(char close) => ReadItems(close, DatumKind.List);

    private Datum? ReadItems(char close, DatumKind kind)
    {
        int line = _line;
        int column = Column;
        char open = Here;
        List<Datum> items = [];
        _at++;
        while (MoveToNext() && Here != close)
        {
            if (isJson && items.Count > 0 && !TrySkip(','))
            {
                return Fail($"expected ',' or '{close}'");
            }

            if (Read() is not { } item)
            {
                return Fail("a value is expected");
            }

            items.Add(item);
        }

        if (Here != close)
        {
            Problem ??= new HistoryProblem(line, column, $"'{open}' is never closed by '{close}'");
            return null;
        }

        _at++;
        return new Datum(kind, line, column) { Items = items };
    }

    private Datum? ReadMap()
    {
        if (!isJson)
        {
            Datum? map = ReadItems('}', DatumKind.Map);
            if (map is not null && map.Items.Count % 2 != 0)
            {
                Problem ??= new HistoryProblem(map.Line, map.Column, "a map has a key without a value");
                return null;
            }

            return map;
        }

        int line = _line;
        int column = Column;
        List<Datum> items = [];
        _at++;
        while (MoveToNext() && Here != '}')
        {
            if (items.Count > 0 && !TrySkip(','))
            {
                return Fail("expected ',' or '}'");
            }

            if (!MoveToNext() || Here != '"' || ReadText() is not { } key)
            {
                return Fail("a name in double quotes is expected");
            }

            if (!TrySkip(':'))
            {
                return Fail("expected ':' after the name");
            }

            if (Read() is not { } value)
            {
                return Fail("a value is expected");
            }

            items.Add(key);
            items.Add(value);
        }

        if (Here != '}')
        {
            Problem ??= new HistoryProblem(line, column, "'{' is never closed by '}'");
            return null;
        }

        _at++;
        return new Datum(DatumKind.Map, line, column) { Items = items };
    }

    private Datum? ReadText()
    {
        int line = _line;
        int column = Column;
        StringBuilder? unescaped = null;
        int from = ++_at;
        while (_at < end && text[_at] != '"')
        {
            if (text[_at] == '\n')
            {
                if (isJson)
                {
                    break;
                }

                _line++;
                _lineStart = _at + 1;
            }

            if (text[_at] == '\\')
            {
                unescaped ??= new StringBuilder();
                unescaped.Append(text, from, _at - from);
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

        if (_at >= end || text[_at] != '"')
        {
            Problem ??= new HistoryProblem(line, column, "a text is never closed by '\"'");
            return null;
        }

        string content = unescaped is null
            ? words[text.AsSpan(from, _at - from)]
            : unescaped.Append(text, from, _at - from).ToString();
        _at++;
        return new Datum(DatumKind.Text, line, column) { Text = content };
    }

    private bool TryUnescape(StringBuilder into)
    {
        char escaped = _at + 1 < end ? text[_at + 1] : '\0';
        if (escaped == 'u')
        {
            if (
                _at + 6 > end
                || !ushort.TryParse(
                    text.AsSpan(_at + 2, 4),
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
        while (_at < end && !IsDelimiter(text[_at]) && !(isJson && text[_at] == ':'))
        {
            _at++;
        }

        ReadOnlySpan<char> span = text.AsSpan(from, _at - from);
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
