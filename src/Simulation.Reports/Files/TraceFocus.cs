namespace Simulation.Reports.Files;

/// <summary>Tells which records of a trace somebody wants to see.</summary>
public static class TraceFocus
{
    /// <summary>Whether a text names a word on its own, so that <c>key-1</c> does not find <c>key-17</c>.</summary>
    /// <param name="text">A part of a record.</param>
    /// <param name="word">A node, key or message; of <c>key=k1</c> what stands after the sign.</param>
    public static bool Holds(string? text, string word) =>
        WordSearch.Holds(text, word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]);
}
