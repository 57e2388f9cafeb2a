namespace Simulation.Histories.Reading;

/// <summary>
/// The lines of a text, one after the other, of which the first with anything on it can be looked at before.
/// A file of any length takes no more memory than its longest line.
/// </summary>
internal sealed class LineSource
{
    private readonly TextReader _text;
    private readonly Queue<string> _ahead = new();

    /// <summary>Reads up to the first line that is not blank.</summary>
    public LineSource(TextReader text)
    {
        _text = text;
        while (text.ReadLine() is { } line)
        {
            _ahead.Enqueue(line);
            First = line.AsSpan().Trim().Trim('\uFEFF').Trim().ToString();
            if (First.Length > 0)
            {
                break;
            }
        }
    }

    /// <summary>The first line with anything on it, trimmed; empty when there is none.</summary>
    public string First { get; } = "";

    /// <summary>The number of the line read last, counted from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The next line without its end, or null after the last.</summary>
    public string? Next()
    {
        string? line = _ahead.Count > 0 ? _ahead.Dequeue() : _text.ReadLine();
        Number += line is null ? 0 : 1;
        return line;
    }

    /// <summary>All lines that were not read yet, as one text.</summary>
    public string Rest() =>
        _ahead.Count == 0
            ? _text.ReadToEnd()
            : string.Join('\n', _ahead) + (_text.Peek() < 0 ? "" : "\n" + _text.ReadToEnd());
}
