namespace Simulation.Checkers.Transactions;

/// <summary>
/// The elements of all lists that were read. A list with which a longer one of its key begins takes no room
/// of its own, so that memory grows with what was appended and not with what was read of it.
/// </summary>
internal sealed class ElementRuns
{
    private readonly List<Run> _runs = [];
    private int[] _elements = new int[1_024];
    private int _count;

    /// <summary>A list that was added, or the first elements of one.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="count">How many elements it has.</param>
    public ReadOnlySpan<int> Of(int start, int count) => _elements.AsSpan(start, count);

    /// <summary>Adds a list that was read from a key, and tells where it begins.</summary>
    public int Add(int key, ReadOnlySpan<int> list)
    {
        while (_runs.Count <= key)
        {
            _runs.Add(default);
        }

        Run run = _runs[key];
        int common = Math.Min(run.Count, list.Length);
        if (!Of(run.Start, common).SequenceEqual(list[..common]))
        {
            return Take(list, list.Length);
        }

        if (list.Length > run.Capacity)
        {
            int capacity = Math.Max(list.Length, 2 * run.Capacity);
            run = new Run(Take(list, capacity), list.Length, capacity);
        }
        else if (list.Length > run.Count)
        {
            list[common..].CopyTo(_elements.AsSpan(run.Start + common));
            run = run with { Count = list.Length };
        }

        _runs[key] = run;
        return run.Start;
    }

    private int Take(ReadOnlySpan<int> list, int capacity)
    {
        int start = _count;
        if (capacity > _elements.Length - start)
        {
            Array.Resize(ref _elements, _elements.Length + Math.Max(_elements.Length / 2, capacity));
        }

        list.CopyTo(_elements.AsSpan(start));
        _count += capacity;
        return start;
    }

    /// <summary>The longest list of a key and the room that it has.</summary>
    private readonly record struct Run(int Start, int Count, int Capacity);
}
