using Simulation.Scenarios.Problems;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Simulation.Scenarios.Yaml;

/// <summary>
/// Reads YAML, and so JSON, into nodes that know their place. Whatever the text, it ends in nodes or in
/// problems, never in an exception.
/// </summary>
public sealed class YamlReader
{
    private const int DepthMax = 64;
    private const char Replacement = '\uFFFD';
    private const string TooDeep = "the nesting is too deep";

    private static readonly string[] WordsOfOthers =
    [
        "on",
        "off",
        "yes",
        "no",
        "true",
        "false",
        "null",
        "~",
        "y",
        "n",
    ];

    private readonly string _file;
    private readonly string _text;
    private readonly ProblemList _problems;
    private readonly IParser _parser;
    private readonly Stack<(char Bracket, Mark Opened)> _open = new();
    private int _depth;

    private YamlReader(string file, string text, ProblemList problems)
    {
        _file = file;
        _text = text;
        _problems = problems;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The file's only document, or null after a problem that leaves nothing to read.</summary>
    public static YamlNode? Read(string file, string text, ProblemList problems)
    {
        string clean = text.TrimStart('\uFEFF');
        return ReportNoText(file, clean, problems) || ReportTabs(file, clean, problems)
            ? null
            : new YamlReader(file, clean, problems).ReadDocument();
    }

    /// <summary>Reports the first character that only a file of another kind has.</summary>
    private static bool ReportNoText(string file, string text, ProblemList problems)
    {
        int place = 0;
        while (place < text.Length && !IsForeign(text[place]))
        {
            place++;
        }

        if (place == text.Length)
        {
            return false;
        }

        int line = text.AsSpan(0, place).Count('\n') + 1;
        int column = place - text.LastIndexOf('\n', Math.Max(0, place - 1), place);
        problems.Error(
            ProblemCode.Syntax,
            new SourceSpan(file, line, column, 1),
            text[place] == Replacement ? "this is not UTF-8" : "this is no text but a control character",
            "save the file as text in UTF-8"
        );
        return true;
    }

    private static bool IsForeign(char letter) =>
        letter == Replacement || (char.IsControl(letter) && letter is not ('\t' or '\n' or '\r' or '\u0085'));

    private static bool ReportTabs(string file, string text, ProblemList problems)
    {
        bool isFound = false;
        int lineNumber = 0;
        foreach (string line in text.Split('\n'))
        {
            lineNumber++;
            int content = 0;
            while (content < line.Length && line[content] is ' ' or '\t')
            {
                content++;
            }

            int tab = line.IndexOf('\t', 0, content);
            bool isBlank = line.AsSpan(content).TrimEnd('\r').IsEmpty || line[content] == '#';
            if (tab >= 0 && !isBlank)
            {
                isFound = true;
                problems.Error(
                    ProblemCode.Tab,
                    new SourceSpan(file, lineNumber, tab + 1, 1),
                    "a tab indents the line",
                    "write spaces"
                );
            }
        }

        return isFound;
    }

    private YamlNode? ReadDocument()
    {
        try
        {
            _parser.MoveNext();
            _parser.MoveNext();
            if (_parser.Current is not DocumentStart)
            {
                Report(
                    ProblemCode.NotAMap,
                    new SourceSpan(_file, 1, 1, 1),
                    "the file is empty",
                    "begin: scenario: v1"
                );
                return null;
            }

            _parser.MoveNext();
            YamlNode? root = ReadNode();
            _parser.MoveNext();
            if (_parser.MoveNext() && _parser.Current is DocumentStart next)
            {
                Report(
                    ProblemCode.Unsupported,
                    Span(next.Start, 3),
                    "a second document begins",
                    "one file, one scenario"
                );
            }

            return root;
        }
        catch (YamlException error)
        {
            ReportSyntax(error.Message, error.Start);
        }
        catch (Exception error)
            when (error
                    is InvalidOperationException
                        or ArgumentException
                        or FormatException
                        or OverflowException
                        or IndexOutOfRangeException
                        or NullReferenceException
            )
        {
            // The parser lets its own mistakes out on some broken texts: they are the text's fault all the
            // same.
            ReportSyntax("the text ends too early", _parser.Current?.End ?? Mark.Empty);
        }

        return null;
    }

    /// <summary>Reads the node that begins at the current event and leaves its last event current.</summary>
    private YamlNode? ReadNode()
    {
        RefuseDecoration();
        switch (_parser.Current)
        {
            case Scalar scalar:
                return new YamlScalar(Span(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain);
            case SequenceStart start:
                return Nested(start, '[', start.Style == SequenceStyle.Flow, () => ReadList(start));
            case MappingStart start:
                return Nested(start, '{', start.Style == MappingStyle.Flow, () => ReadMap(start));
            case AnchorAlias alias:
                Report(
                    ProblemCode.Unsupported,
                    Span(alias),
                    $"'*{alias.Value}' is an alias",
                    "use params instead"
                );
                _problems.Spoil(Span(alias));
                return new YamlScalar(Span(alias), "", true);
            default:
                throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a value was expected");
        }
    }

    private T Nested<T>(NodeEvent start, char bracket, bool isFlow, Func<T> read)
    {
        if (++_depth > DepthMax)
        {
            throw new YamlException(start.Start, start.End, TooDeep);
        }

        if (isFlow)
        {
            _open.Push((bracket, start.Start));
        }

        T node = read();
        if (isFlow)
        {
            _open.Pop();
        }

        _depth--;
        return node;
    }

    private YamlList ReadList(SequenceStart start)
    {
        var items = new List<YamlNode>();
        Advance();
        while (_parser.Current is not SequenceEnd)
        {
            if (ReadNode() is { } item)
            {
                items.Add(item);
            }

            Advance();
        }

        return new YamlList(Span(start.Start, 1), items);
    }

    private YamlMap ReadMap(MappingStart start)
    {
        var entries = new List<YamlEntry>();
        var linesByKey = new Dictionary<string, int>(StringComparer.Ordinal);
        Advance();
        while (_parser.Current is not MappingEnd)
        {
            YamlNode? key = ReadNode();
            Advance();
            YamlNode? value = ReadNode();
            Advance();
            if (key is YamlScalar word && value is not null && IsKey(word, linesByKey))
            {
                entries.Add(new YamlEntry(word, value));
            }
            else if (key is not YamlScalar && key is not null)
            {
                Report(ProblemCode.BadKey, key.Span, $"a key is a word, not {key.Shape}");
            }
        }

        return new YamlMap(Span(start.Start, 1), entries);
    }

    private bool IsKey(YamlScalar key, Dictionary<string, int> linesByKey)
    {
        if (!linesByKey.TryAdd(key.Text, key.Span.Line))
        {
            Report(
                ProblemCode.DuplicateKey,
                key.Span,
                $"'{key.Text}' is written twice",
                $"the first is in line {linesByKey[key.Text]}"
            );
            return false;
        }

        if (key.IsPlain && key.Text == "<<")
        {
            Report(ProblemCode.Unsupported, key.Span, "'<<' merges maps", "use include instead");
            return false;
        }

        bool isNumber =
            key.Text.Length > 0 && key.Text.All(letter => char.IsAsciiDigit(letter) || letter is '.' or '-');
        bool isWordOfOthers = WordsOfOthers.Contains(key.Text, StringComparer.OrdinalIgnoreCase);
        if (key.Text.Length == 0 || (key.IsPlain && (isNumber || isWordOfOthers)))
        {
            Report(
                ProblemCode.BadKey,
                key.Span,
                $"'{key.Text}' is no key",
                "a key is a word, and none that YAML gives a meaning"
            );
            return false;
        }

        return true;
    }

    private void RefuseDecoration()
    {
        if (_parser.Current is not NodeEvent node)
        {
            return;
        }

        if (!node.Anchor.IsEmpty)
        {
            Report(
                ProblemCode.Unsupported,
                Span(node.Start, 1),
                $"'&{node.Anchor.Value}' is an anchor",
                "use params instead"
            );
        }

        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
        {
            Report(
                ProblemCode.Unsupported,
                Span(node.Start, 1),
                "a tag gives the value a type",
                "leave it out"
            );
        }
    }

    private void Advance()
    {
        if (!_parser.MoveNext())
        {
            throw new InvalidOperationException("the text ends inside a list or map");
        }
    }

    private void ReportSyntax(string message, Mark at)
    {
        bool isQuote = message.Contains("quoted", StringComparison.Ordinal);
        if (_open.Count > 0 && !isQuote && message != TooDeep)
        {
            (char bracket, Mark opened) = _open.Peek();
            Report(
                ProblemCode.Unclosed,
                Span(opened, 1),
                $"'{bracket}' opened at {opened.Line}:{opened.Column} is never closed",
                $"close it with '{(bracket == '[' ? ']' : '}')}'"
            );
            return;
        }

        if (CharacterAt(at) is { } letter and (']' or '}'))
        {
            Report(
                ProblemCode.Syntax,
                Span(at, 1),
                $"'{letter}' closes nothing",
                "remove it, or open it before"
            );
            return;
        }

        (string text, string? suggestion) = Reworded(message.Trim().TrimEnd('.'));
        Report(ProblemCode.Syntax, Span(at, 1), text, suggestion);
    }

    private char? CharacterAt(Mark at)
    {
        string[] lines = _text.Split('\n');
        int line = (int)at.Line - 1;
        int column = (int)at.Column - 1;
        return line >= 0 && line < lines.Length && column >= 0 && column < lines[line].Length
            ? lines[line][column]
            : null;
    }

    /// <summary>The parser speaks of its own grammar; a user knows keys, lines and indents.</summary>
    private static (string Message, string? Suggestion) Reworded(string message) =>
        message switch
        {
            _ when message.Contains("quoted", StringComparison.Ordinal) => ("a quote is never closed", null),
            _ when message.Contains("expected key", StringComparison.Ordinal) => (
                "neither the next key nor the end of the map",
                "write key: value, as far in as the other keys"
            ),
            _ when message.Contains("expected '-'", StringComparison.Ordinal) => (
                "neither the next entry nor the end of the list",
                "write - before an entry, or indent its keys alike"
            ),
            _ => (LowerFirst(message), null),
        };

    private static string LowerFirst(string text) =>
        text.Length == 0 ? "the text is not YAML" : char.ToLowerInvariant(text[0]) + text[1..];

    private void Report(string code, SourceSpan where, string message, string? suggestion = null) =>
        _problems.Error(code, where, message, suggestion);

    private SourceSpan Span(ParsingEvent node)
    {
        bool isOneLine = node.Start.Line == node.End.Line;
        return Span(node.Start, isOneLine ? (int)(node.End.Column - node.Start.Column) : 1);
    }

    private SourceSpan Span(Mark start, int length) =>
        new(_file, Math.Max(1, (int)start.Line), Math.Max(1, (int)start.Column), Math.Max(1, length));
}
