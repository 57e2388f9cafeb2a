namespace Simulation.Components.Workloads;

/// <summary>
/// Which operations of a load are asked: all are drawn, so that those which are left do not change when others go.
/// </summary>
/// <param name="only">Places in the load, counted from 0; none for all.</param>
internal sealed class ChosenOperations(IReadOnlyList<int> only)
{
    private readonly HashSet<long> _places = [.. only.Select(place => (long)place)];
    private readonly long _last = only.Count == 0 ? long.MaxValue : only.Max();

    /// <summary>Whether the operation at a place is asked.</summary>
    public bool Has(long place) => _places.Count == 0 || _places.Contains(place);

    /// <summary>Whether neither it nor any later one is asked.</summary>
    public bool IsOver(long place) => place > _last;
}
