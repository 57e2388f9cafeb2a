using System.Globalization;

namespace Simulation.Cli.Sweeps;

/// <summary>The seeds of a sweep, from the first to the last.</summary>
internal readonly record struct SeedRange(ulong First, ulong Last)
{
    private const ulong SeedsMax = 10_000_000;

    /// <summary>How many there are.</summary>
    public int Count => (int)(Last - First + 1);

    /// <summary>The seed of a place, from 0.</summary>
    public ulong this[int place] => First + (ulong)place;

    /// <summary>Reads <c>1..500</c> or a single seed; null when the text is neither.</summary>
    public static SeedRange? Parse(string text)
    {
        string[] ends = text.Split("..");
        return
            ends.Length is 1 or 2
            && ulong.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong first)
            && ulong.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out ulong last)
            && first <= last
            && last - first < SeedsMax
            ? new SeedRange(first, last)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => First == Last ? $"{First}" : $"{First}..{Last}";
}
