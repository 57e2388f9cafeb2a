namespace Simulation.Server.Stepping;

/// <summary>Which records of a trace are wanted.</summary>
/// <param name="From">Where the window begins or ends, by what <paramref name="Way"/> says.</param>
/// <param name="Way">On which side of it.</param>
/// <param name="Count">How many at most.</param>
/// <param name="About">A node, key or message that a record must name; empty for every record.</param>
internal sealed record TraceQuery(long From, TraceWay Way, int Count, string About)
{
    /// <summary>How many records one answer holds at most.</summary>
    public const int CountMax = 500;

    /// <summary>Reads what a client asks; null where it cannot be meant.</summary>
    public static TraceQuery? Of(string? way, long from, int count, string? about) =>
        count is > 0 and <= CountMax && Enum.TryParse(way, ignoreCase: true, out TraceWay known)
            ? new TraceQuery(from, known, count, about ?? "")
            : null;
}

/// <summary>On which side of a place records are wanted.</summary>
internal enum TraceWay
{
    /// <summary>The first from this index on.</summary>
    Onward,

    /// <summary>The last before this index.</summary>
    Before,

    /// <summary>The first from this nanosecond of simulated time on.</summary>
    Since,

    /// <summary>The last of all, wherever it begins.</summary>
    Last,
}
