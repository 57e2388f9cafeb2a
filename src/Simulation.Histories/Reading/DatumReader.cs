namespace Simulation.Histories.Reading;

/// <summary>
/// Reads JSON or EDN, one datum after the other. EDN takes commas as space; JSON wants them, and colons. A
/// tag (<c>#inst</c>) is skipped and its datum kept.
/// </summary>
/// <param name="text">Where the data stand.</param>
/// <param name="start">Where the first begins, in the text.</param>
/// <param name="end">Where the text ends.</param>
/// <param name="firstLine">The line of the first, counted from 1.</param>
/// <param name="firstColumn">Its column, counted from 1.</param>
/// <param name="isJson">JSON, else EDN.</param>
/// <param name="words">Gives one string for equal words.</param>
/// <param name="following">
/// What comes behind the text, if anything: it is read piece by piece, and no more than one datum is kept.
/// </param>
internal sealed partial class DatumReader(
    string text,
    int start,
    int end,
    int firstLine,
    int firstColumn,
    bool isJson,
    WordPool words,
    TextReader? following = null
)
{
    private const int DepthMax = 64;
    private const int PieceLength = 1 << 16;

    /// <summary>With less than this left between two data, the text before is let go and more is read.</summary>
    private const int LowMark = 1 << 12;

    private string _text = text;
    private int _at = start;
    private int _end = end;
    private int _line = firstLine;
    private int _lineStart = start - firstColumn + 1;
    private int _depth;

    /// <summary>The first thing that is not well formed; reading stops there.</summary>
    public HistoryProblem? Problem { get; private set; }

    private int Column => _at - _lineStart + 1;

    private bool HasMore => _at < _end || TryFill();

    private char Here => HasMore ? _text[_at] : '\0';

    /// <summary>Skips space and comments; false at the end.</summary>
    public bool MoveToNext()
    {
        while (HasMore)
        {
            char c = _text[_at];
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
                while (HasMore && _text[_at] != '\n')
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
        if (_depth == 0 && _end - _at < LowMark)
        {
            TryFill();
        }

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

    /// <summary>Whether so many characters follow the one here.</summary>
    private bool HasAfter(int count)
    {
        while (_at + count >= _end)
        {
            if (!TryFill())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Reads more of the text; within a datum all of it is kept, and as much again is read, so that a long
    /// one is not copied too often.
    /// </summary>
    private bool TryFill()
    {
        char[] piece = following is null ? [] : new char[Math.Max(PieceLength, _depth == 0 ? 0 : _end)];
        int count = following?.ReadBlock(piece) ?? 0;
        if (count == 0)
        {
            return false;
        }

        int past = _depth == 0 ? _at : 0;
        _text = string.Concat(_text.AsSpan(past, _end - past), piece.AsSpan(0, count));
        _end = _text.Length;
        _at -= past;
        _lineStart -= past;
        return true;
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
        while (HasMore && !IsDelimiter(_text[_at]) && !(isDiscard && _text[_at - 1] == '_'))
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
}
