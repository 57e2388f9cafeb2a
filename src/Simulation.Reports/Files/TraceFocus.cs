namespace Simulation.Reports.Files;

/// <summary>Tells which records of a trace somebody wants to see.</summary>
public static class TraceFocus
{
    /// <summary>Whether a text names a word on its own, so that <c>key-1</c> does not find <c>key-17</c>.</summary>
    /// <param name="text">A part of a record.</param>
    /// <param name="word">A node, key or message; of <c>key=k1</c> what stands after the sign.</param>
    public static bool Holds(string? text, string word)
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
