using Simulation.Kernel.Time;

namespace Simulation.Checkers.Sessions;

/// <summary>
/// The versions of one key in the order that replicas gave them: each replica shows ever newer ones, so that
/// one version precedes another if some replica showed them in this order, or a chain of replicas did.
/// </summary>
/// <remarks>
/// Where replicas contradict each other, because one threw writes away, the order in which any of them first
/// showed the versions stands for the real one. So it does among more than a few thousand versions.
/// </remarks>
internal sealed class VersionSequence
{
    private const int ExactMax = 4_096;

    private readonly List<(int Write, SimTime Shown)> _shown = [];
    private readonly Dictionary<int, int> _placeOfWrite = [];
    private readonly Dictionary<int, int> _lastOfReplica = [];
    private readonly HashSet<(int Earlier, int Later)> _steps = [];
    private int[] _writes = [];
    private SimTime[] _times = [];
    private ulong[]?[] _before = [];

    /// <summary>How many versions there are.</summary>
    public int Count => _shown.Count;

    /// <summary>Takes in that a replica shows a write, in the order in which that happened.</summary>
    public void Add(int replica, int write, SimTime time)
    {
        if (_placeOfWrite.TryAdd(write, _shown.Count))
        {
            _shown.Add((write, time));
        }

        int place = _placeOfWrite[write];
        if (_lastOfReplica.TryGetValue(replica, out int last) && last != place)
        {
            _steps.Add((last, place));
        }

        _lastOfReplica[replica] = place;
    }

    /// <summary>Numbers the versions, after the last was taken in.</summary>
    /// <param name="numbers">By write: gets the number of its version, from 1.</param>
    public void Settle(int[] numbers)
    {
        int[] order = Sorted() ?? [.. Enumerable.Range(0, Count)];
        _writes = [.. order.Select(place => _shown[place].Write)];
        _times = [.. order.Select(place => _shown[place].Shown)];
        for (int i = 0; i < order.Length; i++)
        {
            numbers[_writes[i]] = i + 1;
        }
    }

    /// <summary>The write of a version, from 1.</summary>
    public int WriteOf(int number) => _writes[number - 1];

    /// <summary>When a version, from 1, was first shown.</summary>
    public SimTime ShownAt(int number) => _times[number - 1];

    /// <summary>Whether replicas show that one version precedes another; 0 precedes all.</summary>
    public bool Precedes(int earlier, int later) =>
        earlier == 0 ? later > 0
        : _before.Length == 0 ? earlier < later
        : later > 0
            && _before[later - 1] is { } before
            && (before[(earlier - 1) >> 6] >> ((earlier - 1) & 63) & 1) != 0;

    /// <summary>
    /// The places of <see cref="_shown"/> in an order that keeps all steps, else the earliest first; null
    /// when the steps have a cycle. Knows afterwards what precedes what.
    /// </summary>
    private int[]? Sorted()
    {
        if (Count > ExactMax)
        {
            return null;
        }

        List<int>[] followers = [.. Enumerable.Range(0, Count).Select(_ => new List<int>())];
        int[] waiting = new int[Count];
        foreach ((int earlier, int later) in _steps)
        {
            followers[earlier].Add(later);
            waiting[later]++;
        }

        SortedSet<int> ready = [.. Enumerable.Range(0, Count).Where(place => waiting[place] == 0)];
        List<int> order = [];
        ulong[]?[] before = new ulong[]?[Count];
        while (ready.Count > 0)
        {
            int place = ready.Min;
            ready.Remove(place);
            int number = order.Count;
            order.Add(place);
            foreach (int later in followers[place])
            {
                ulong[] known = before[later] ??= new ulong[(Count + 63) >> 6];
                known[number >> 6] |= 1UL << (number & 63);
                for (int i = 0; i < (before[place]?.Length ?? 0); i++)
                {
                    known[i] |= before[place]![i];
                }

                if (--waiting[later] == 0)
                {
                    ready.Add(later);
                }
            }
        }

        if (order.Count < Count)
        {
            return null;
        }

        _before = [.. order.Select(place => before[place])];
        return [.. order];
    }
}
