using System.Globalization;
using Simulation.Kernel;

namespace Simulation.Components.Sharding.Partitioning;

/// <summary>
/// Owners at several points each of a circle of hashes; a hash belongs to the next point's owner. Who joins or
/// leaves changes the owner of nothing but what it gains or gave up. Immutable.
/// </summary>
/// <remarks>Source: Karger et al., "Consistent Hashing and Random Trees", STOC 1997; virtual nodes: DeCandia et
/// al., "Dynamo", SOSP 2007, section 4.2.</remarks>
public sealed class ConsistentHashRing
{
    private readonly ulong[] _points;
    private readonly int[] _placeOfPoint;

    /// <summary>Puts owners on the ring.</summary>
    /// <param name="owners">Their names, at least one, each once.</param>
    /// <param name="virtualNodes">How many points each has, at least 1.</param>
    public ConsistentHashRing(IReadOnlyList<string> owners, int virtualNodes)
    {
        Invariant.That(owners.Count > 0);
        Invariant.That(virtualNodes > 0);
        Owners = owners;
        VirtualNodes = virtualNodes;
        var points = new List<(ulong Point, int Place)>(owners.Count * virtualNodes);
        for (int place = 0; place < owners.Count; place++)
        {
            for (int point = 0; point < virtualNodes; point++)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{owners[place]}/{point}");
                points.Add((KeyHash.Of(name), place));
            }
        }

        points.Sort();
        _points = [.. points.Select(point => point.Point)];
        _placeOfPoint = [.. points.Select(point => point.Place)];
    }

    /// <summary>Who is on the ring, in the order given.</summary>
    public IReadOnlyList<string> Owners { get; }

    /// <summary>How many points each owner has.</summary>
    public int VirtualNodes { get; }

    /// <summary>The owner of a hash, such as <see cref="KeyHash.Of(string)"/> of a key.</summary>
    public string OwnerOf(ulong hash) => Owners[PlaceOf(hash)];

    /// <summary>The owner of a hash as its place in <see cref="Owners"/>.</summary>
    public int PlaceOf(ulong hash) => _placeOfPoint[PointFrom(hash)];

    /// <summary>
    /// The first different owners from a hash on, as places in <see cref="Owners"/>: its owner, then who holds
    /// the copies, or stands in.
    /// </summary>
    /// <param name="hash">Where to begin.</param>
    /// <param name="count">How many; fewer come when there are fewer.</param>
    public IReadOnlyList<int> PlacesOf(ulong hash, int count)
    {
        int wanted = Math.Min(count, Owners.Count);
        var places = new List<int>(wanted);
        for (int point = PointFrom(hash); places.Count < wanted; point = (point + 1) % _points.Length)
        {
            if (!places.Contains(_placeOfPoint[point]))
            {
                places.Add(_placeOfPoint[point]);
            }
        }

        return places;
    }

    /// <summary>How much of the circle an owner has, of 2^64.</summary>
    public UInt128 ArcOf(int place)
    {
        UInt128 sum = 0;
        for (int point = 0; point < _points.Length; point++)
        {
            if (_placeOfPoint[point] == place)
            {
                ulong before = _points[(point + _points.Length - 1) % _points.Length];
                ulong arc = unchecked(_points[point] - before);
                sum += _points.Length == 1 ? UInt128.One << 64 : arc;
            }
        }

        return sum;
    }

    /// <summary>The first point at or after a hash; past the last one the circle begins again.</summary>
    private int PointFrom(ulong hash)
    {
        int found = Array.BinarySearch(_points, hash);
        int point = found >= 0 ? found : ~found;
        return point == _points.Length ? 0 : point;
    }
}
