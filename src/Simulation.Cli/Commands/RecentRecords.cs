using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;
using Simulation.Reports;

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

    /// <summary>A word may be given as <c>key=k3</c>; the part behind the sign is what is looked for.</summary>
    private static bool Holds(string? text, string word) =>
        WordSearch.Holds(text, word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]);
}
