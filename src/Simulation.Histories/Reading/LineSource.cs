using System.Text;

namespace Simulation.Histories.Reading;

/// <summary>
/// The lines of a text, one after the other, of which the first with anything on it can be looked at before.
/// A file of any length takes no more memory than its longest line, and a file of one line no more than its
/// beginning until that is asked for.
/// </summary>
internal sealed class LineSource
{
    private const int Length = 1 << 16;

    private readonly TextReader _text;
    private readonly char[] _buffer = new char[Length];
    private int _at;
    private int _end;

    /// <summary>Reads up to the first line that is not blank.</summary>
    public LineSource(TextReader text)
    {
        _text = text;
        while (First.Length == 0 && TryFill())
        {
            First = FirstIn(_buffer.AsSpan(0, _end));
            while (First.Length == 0 && _at < _end)
            {
                Next();
            }
        }
    }

    /// <summary>
    /// The first line with anything on it, trimmed, or as much of it as has been read; empty when there is none.
    /// </summary>
    public string First { get; } = "";

    /// <summary>The number of the line read last, counted from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The next line without its end, or null after the last.</summary>
    public string? Next()
    {
        if (_at == _end && !TryFill())
        {
            return null;
        }

        Number++;
        StringBuilder? begun = null;
        while (true)
        {
            ReadOnlySpan<char> unread = _buffer.AsSpan(_at, _end - _at);
            int length = unread.IndexOfAny('\r', '\n');
            ReadOnlySpan<char> part = length < 0 ? unread : unread[..length];
            if (length < 0)
            {
                begun = (begun ?? new StringBuilder()).Append(part);
                _at = _end;
                if (TryFill())
                {
                    continue;
                }

                return begun.ToString();
            }

            string line = begun is null ? part.ToString() : begun.Append(part).ToString();
            _at += length;
            SkipLineEnd();
            return line;
        }
    }

    /// <summary>The text from where it was not read yet: its beginning, and what follows that.</summary>
    public (string Beginning, TextReader Following) Unread() => (new string(_buffer, _at, _end - _at), _text);

    private static string FirstIn(ReadOnlySpan<char> text)
    {
        foreach (ReadOnlySpan<char> line in text.EnumerateLines())
        {
            ReadOnlySpan<char> trimmed = line.Trim().Trim('\uFEFF').Trim();
            if (trimmed.Length > 0)
            {
                return trimmed.ToString();
            }
        }

        return "";
    }

    private void SkipLineEnd()
    {
        bool mayHaveTwo = _buffer[_at++] == '\r';
        if (mayHaveTwo && (_at < _end || TryFill()) && _buffer[_at] == '\n')
        {
            _at++;
        }
    }

    /// <summary>Reads on; false at the end of the text. Nothing unread is in the buffer.</summary>
    private bool TryFill()
    {
        _at = 0;
        _end = _text.ReadBlock(_buffer);
        return _end > 0;
    }
}
