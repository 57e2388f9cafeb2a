namespace Simulation.Checkers.Linearizability;

/// <summary>
/// Who gets which slot: as few as there are operations pending at once, and one for each open operation.
/// </summary>
internal sealed class Crowd
{
    private Crowd(int[] slots, int[] classes, int[][] openByClass, int slotCount)
    {
        Slots = slots;
        Classes = classes;
        OpenByClass = openByClass;
        SlotCount = slotCount;
    }

    /// <summary>By operation: its slot, or for an open one its number among the open ones.</summary>
    public int[] Slots { get; }

    /// <summary>By operation: for an open one, the class of those with the same effect.</summary>
    public int[] Classes { get; }

    /// <summary>By class: its operations in the order of invocation.</summary>
    public int[][] OpenByClass { get; }

    /// <summary>How many slots returning operations need.</summary>
    public int SlotCount { get; }

    /// <summary>How many open operations there are.</summary>
    public int OpenCount => OpenByClass.Sum(members => members.Length);

    /// <summary>Hands out slots for a history.</summary>
    public static Crowd Of(ObjectHistory history)
    {
        int[] slots = new int[history.Count];
        int[] classes = new int[history.Count];
        Stack<int> free = new();
        int slotCount = 0;
        int openCount = 0;
        List<List<int>> openByClass = [];
        Dictionary<(int Kind, int Expected, int Written), int> classByEffect = [];
        foreach (int e in history.Events)
        {
            if (e < 0)
            {
                free.Push(slots[~e]);
            }
            else if (!history.IsOpen(e))
            {
                slots[e] = free.TryPop(out int slot) ? slot : slotCount++;
            }
            else
            {
                (int, int, int) effect = ((int)history.Kinds[e], history.Expected[e], history.Written[e]);
                if (!classByEffect.TryGetValue(effect, out int known))
                {
                    known = openByClass.Count;
                    classByEffect.Add(effect, known);
                    openByClass.Add([]);
                }

                slots[e] = openCount++;
                classes[e] = known;
                openByClass[known].Add(e);
            }
        }

        return new Crowd(slots, classes, [.. openByClass.Select(members => members.ToArray())], slotCount);
    }
}
