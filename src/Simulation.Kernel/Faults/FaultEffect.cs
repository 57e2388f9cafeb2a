using System.Globalization;

namespace Simulation.Kernel.Faults;

/// <summary>
/// What a fault did to the world: counts of things touched, in the order in which they were first met.
/// </summary>
public sealed class FaultEffect
{
    private readonly List<Tally> _tallies = [];

    /// <summary>Whether it touched nothing at all.</summary>
    public bool IsEmpty => _tallies.TrueForAll(tally => tally.Count == 0);

    /// <summary>The effect line, such as <c>1,284 messages dropped, 2 nodes crashed</c>.</summary>
    public string Line =>
        IsEmpty
            ? "touched nothing"
            : string.Join(", ", _tallies.Where(tally => tally.Count > 0).Select(tally => tally.ToString()));

    /// <summary>The running count of one kind of thing, to be kept by whoever counts often.</summary>
    /// <param name="one">One of them, such as <c>message dropped</c>.</param>
    /// <param name="many">Several, such as <c>messages dropped</c>.</param>
    public Tally Of(string one, string many)
    {
        Tally? tally = _tallies.Find(other => string.Equals(other.One, one, StringComparison.Ordinal));
        if (tally is null)
        {
            tally = new Tally(one, many);
            _tallies.Add(tally);
        }

        return tally;
    }

    /// <summary>A count of one kind of thing.</summary>
    public sealed class Tally
    {
        private readonly string _many;

        internal Tally(string one, string many)
        {
            One = one;
            _many = many;
        }

        internal string One { get; }

        internal long Count { get; private set; }

        /// <summary>Counts some.</summary>
        public void Add(long count = 1) => Count += count;

        /// <inheritdoc/>
        public override string ToString() =>
            Count.ToString("N0", CultureInfo.InvariantCulture) + " " + (Count == 1 ? One : _many);
    }
}
