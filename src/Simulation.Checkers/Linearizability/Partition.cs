using System.Runtime.InteropServices;
using Simulation.Checkers.Specifications;
using Simulation.Histories;

namespace Simulation.Checkers.Linearizability;

/// <summary>
/// Splits a history into one a key: a history is linearizable if and only if it is so for each object alone.
/// </summary>
/// <remarks>Source: Herlihy and Wing, "Linearizability", TOPLAS 1990, theorem 1 (locality).</remarks>
internal static class Partition
{
    /// <summary>The objects' histories, in the order in which their keys are first used.</summary>
    public static List<ObjectHistory> ByKey(
        IReadOnlyList<Operation> operations,
        Specification specification,
        FailedCas failedCas
    ) => [.. Groups(operations, specification).Select(group => Build(group, specification, failedCas))];

    /// <summary>The objects' operations, in the order in which their keys are first used.</summary>
    public static List<List<Operation>> Groups(
        IReadOnlyList<Operation> operations,
        Specification specification
    )
    {
        List<List<Operation>> groups = [];
        Dictionary<(string Key, Value Part), int> groupByKey = [];
        string? lastKey = null;
        Value lastPart = Value.Nil;
        List<Operation>? group = null;
        for (int i = 0; i < operations.Count; i++)
        {
            Operation operation = operations[i];
            Value part = specification.HasParts ? specification.PartOf(operation) : Value.Nil;
            if (group is null || !ReferenceEquals(operation.Key, lastKey) || part != lastPart)
            {
                lastKey = operation.Key;
                lastPart = part;
                ref int found = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    groupByKey,
                    (lastKey ?? "", part),
                    out bool isKnown
                );
                if (!isKnown)
                {
                    found = groups.Count;
                    groups.Add([]);
                }

                group = groups[found];
            }

            group.Add(operation);
        }

        return groups;
    }

    /// <summary>One object's history; the operations are in the order of invocation.</summary>
    public static ObjectHistory Build(
        List<Operation> members,
        Specification specification,
        FailedCas failedCas
    )
    {
        ValueTable values = new();
        values.Intern(specification.Initial);
        Effect[] effects = new Effect[members.Count];
        for (int i = 0; i < effects.Length; i++)
        {
            effects[i] = specification.EffectOf(members[i], failedCas);
        }

        int[] expected = new int[effects.Length];
        int[] written = new int[effects.Length];
        EffectKind[] kinds = new EffectKind[effects.Length];
        int count = 0;
        Operation[] kept = new Operation[effects.Length];
        bool[] isUseless = UselessOperations.Find(members, effects);
        for (int i = 0; i < effects.Length; i++)
        {
            if (effects[i].Kind == EffectKind.None || isUseless[i])
            {
                continue;
            }

            kept[count] = members[i];
            kinds[count] = effects[i].Kind;
            expected[count] = effects[i].Kind is EffectKind.Reads or EffectKind.Differs or EffectKind.Replaces
                ? values.Intern(effects[i].Expected)
                : -1;
            written[count] = effects[i].Kind is EffectKind.Reads or EffectKind.Differs
                ? -1
                : values.Intern(effects[i].Written);
            count++;
        }

        Array.Resize(ref kept, count);
        int[] events = Order(kept, out int[] starts, out int[] finishes);
        return new ObjectHistory
        {
            Key = members[0].Key,
            Specification = specification,
            Operations = kept,
            Kinds = kinds[..count],
            Expected = expected[..count],
            Written = written[..count],
            Starts = starts,
            Finishes = finishes,
            Events = events,
            Values = values,
        };
    }

    private static int[] Order(Operation[] operations, out int[] starts, out int[] finishes)
    {
        // Invocations come sorted already, so the returns alone are sorted and then merged with them.
        bool isSorted = true;
        for (int i = 1; i < operations.Length; i++)
        {
            isSorted &= operations[i - 1].InvokedOrder < operations[i].InvokedOrder;
        }

        Kernel.Invariant.That(isSorted);
        int[] returns = Returns(operations);
        int[] events = new int[operations.Length + returns.Length];
        starts = new int[operations.Length];
        finishes = new int[operations.Length];
        Array.Fill(finishes, int.MaxValue);
        int next = 0;
        int returned = 0;
        for (int at = 0; at < events.Length; at++)
        {
            bool isReturn =
                next == operations.Length
                || (
                    returned < returns.Length
                    && operations[returns[returned]].CompletedOrder < operations[next].InvokedOrder
                );
            if (isReturn)
            {
                int operation = returns[returned++];
                finishes[operation] = at;
                events[at] = ~operation;
            }
            else
            {
                starts[next] = at;
                events[at] = next++;
            }
        }

        return events;
    }

    /// <summary>The operations that return, in the order of their returns.</summary>
    private static int[] Returns(Operation[] operations)
    {
        List<long> returns = new(operations.Length);
        int last = 0;
        for (int i = 0; i < operations.Length; i++)
        {
            int completed = operations[i].CompletedOrder;
            if (completed != int.MaxValue)
            {
                returns.Add((long)completed << 32 | (uint)i);
                last = Math.Max(last, completed);
            }
        }

        int[] sorted = new int[returns.Count];
        if (last > (8L * operations.Length) + 64)
        {
            returns.Sort();
            for (int i = 0; i < sorted.Length; i++)
            {
                sorted[i] = (int)(returns[i] & int.MaxValue);
            }

            return sorted;
        }

        // Orders are unlike and hardly larger than their number, so that an array sorts them.
        int[] byOrder = new int[last + 1];
        foreach (long one in returns)
        {
            byOrder[(int)(one >> 32)] = 1 + (int)(one & int.MaxValue);
        }

        int count = 0;
        foreach (int one in byOrder)
        {
            if (one > 0)
            {
                sorted[count++] = one - 1;
            }
        }

        return sorted;
    }
}
