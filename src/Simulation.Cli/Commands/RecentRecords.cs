using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;

namespace Simulation.Cli.Commands;

/// <summary>Keeps the last records of a trace that somebody wants to see.</summary>
/// <param name="shown">How many to keep, from 1.</param>
/// <param name="focus">Words of which a record must hold one; none keeps every record.</param>
internal sealed class RecentRecords(int shown, IReadOnlyList<string> focus) : ITraceSink
{
    private readonly Queue<string> _lines = new();

    /// <summary>How many records there were that hold one of the words.</summary>
    public long Matching { get; private set; }

    /// <summary>The last of them, oldest first.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <inheritdoc/>
    public void Write(SimTime time, TraceKind kind, string? source, string? target, string detail)
    {
        if (
            focus.Count > 0
            && !focus.Any(word => Holds(source, word) || Holds(target, word) || Holds(detail, word))
        )
        {
            return;
        }

        Matching++;
        string way = target is null ? source ?? "" : $"{source} -> {target}";
        _lines.Enqueue($"{time, -14} {kind, -12} {way, -16} {detail}".TrimEnd());
        if (_lines.Count > shown)
        {
            _lines.Dequeue();
        }
    }

    /// <summary>The word on its own, so that key-1 does not find key-17.</summary>
    private static bool Holds(string? text, string word)
    {
        string bare = word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..];
        for (int from = 0; text is not null && from <= text.Length - bare.Length && bare.Length > 0; )
        {
            int found = text.IndexOf(bare, from, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            int end = found + bare.Length;
            if ((found == 0 || !IsWord(text[found - 1])) && (end == text.Length || !IsWord(text[end])))
            {
                return true;
            }

            from = found + 1;
        }

        return false;
    }

    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_';
}
