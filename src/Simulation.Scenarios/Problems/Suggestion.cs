namespace Simulation.Scenarios.Problems;

/// <summary>Guesses what a misspelt word was meant to be.</summary>
public static class Suggestion
{
    private const int WordLengthMax = 64;

    /// <summary>
    /// The candidate that takes the fewest slips to turn into the word, the first of several; null when none
    /// is within a third of the word's length.
    /// </summary>
    /// <remarks>
    /// Slips are insertions, deletions, substitutions and swaps of neighbours. Source: Damerau, "A Technique
    /// for Computer Detection and Correction of Spelling Errors", CACM 1964, in its optimal string alignment
    /// form.
    /// </remarks>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length > WordLengthMax)
        {
            return null;
        }

        string folded = word.ToLowerInvariant();
        string? nearest = null;
        int fewest = Math.Max(1, word.Length / 3) + 1;
        foreach (string candidate in candidates.Where(candidate => candidate.Length <= WordLengthMax))
        {
            int slips = Distance(folded, candidate.ToLowerInvariant());
            if (slips < fewest)
            {
                (nearest, fewest) = (candidate, slips);
            }
        }

        return nearest;
    }

    /// <summary>The nearest candidate as a question, or null.</summary>
    public static string? DidYouMean(string word, IEnumerable<string> candidates) =>
        Nearest(word, candidates) is { } nearest ? $"did you mean '{nearest}'?" : null;

    /// <summary>How many slips lie between two words; symmetric.</summary>
    public static int Distance(string left, string right)
    {
        int[,] slips = new int[left.Length + 1, right.Length + 1];
        for (int row = 0; row <= left.Length; row++)
        {
            slips[row, 0] = row;
        }

        for (int column = 0; column <= right.Length; column++)
        {
            slips[0, column] = column;
        }

        for (int row = 1; row <= left.Length; row++)
        {
            for (int column = 1; column <= right.Length; column++)
            {
                int change = left[row - 1] == right[column - 1] ? 0 : 1;
                int best = Math.Min(slips[row - 1, column], slips[row, column - 1]) + 1;
                best = Math.Min(best, slips[row - 1, column - 1] + change);
                bool isSwap =
                    row > 1
                    && column > 1
                    && left[row - 1] == right[column - 2]
                    && left[row - 2] == right[column - 1];
                slips[row, column] = isSwap ? Math.Min(best, slips[row - 2, column - 2] + 1) : best;
            }
        }

        return slips[left.Length, right.Length];
    }
}
