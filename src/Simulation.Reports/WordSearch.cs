namespace Simulation.Reports;

/// <summary>Finds words that stand on their own, so that key-1 does not find key-17.</summary>
public static class WordSearch
{
    /// <summary>Whether a text holds a word between characters that belong to no word.</summary>
    public static bool Holds(string? text, string word)
    {
        for (int from = 0; text is not null && from <= text.Length - word.Length && word.Length > 0; )
        {
            int found = text.IndexOf(word, from, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            int end = found + word.Length;
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
