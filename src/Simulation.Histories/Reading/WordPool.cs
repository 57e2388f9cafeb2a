namespace Simulation.Histories.Reading;

/// <summary>
/// Gives one string for equal short words, so that a long file does not fill memory with the same few names.
/// Forgets a word when another takes its place, and so never grows.
/// </summary>
internal sealed class WordPool
{
    private const int LengthMax = 24;

    private readonly string?[] _words = new string?[1 << 12];

    /// <summary>The word as a string.</summary>
    public string this[ReadOnlySpan<char> word]
    {
        get
        {
            if (word.Length > LengthMax)
            {
                return word.ToString();
            }

            // FNV-1a; which words share a place shows nowhere but in memory.
            uint hash = 2166136261;
            foreach (char c in word)
            {
                hash = unchecked((hash ^ c) * 16777619);
            }

            ref string? held = ref _words[(hash ^ (hash >> 16)) & (_words.Length - 1)];
            if (held is null || !word.SequenceEqual(held))
            {
                held = word.ToString();
            }

            return held;
        }
    }
}
