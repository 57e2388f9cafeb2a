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
    )
    {
        List<List<Operation>> groups = [];
        Dictionary<(string Key, Value Part), int> groupByKey = [];
        string? lastKey = null;
        Value lastPart = Value.Nil;
        int group = -1;
        foreach (Operation operation in operations)
        {
            Value part = specification.PartOf(operation);
            if (group < 0 || !ReferenceEquals(operation.Key, lastKey) || part != lastPart)
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

                group = found;
            }

            groups[group].Add(operation);
        }

        return [.. groups.Select(members => Build(members, specification, failedCas))];
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
        List<long> returns = new(operations.Length);
        bool isSorted = true;
        for (int i = 0; i < operations.Length; i++)
        {
            isSorted &= i == 0 || operations[i - 1].InvokedOrder < operations[i].InvokedOrder;
            if (operations[i].CompletedOrder != int.MaxValue)
            {
                returns.Add((long)operations[i].CompletedOrder << 32 | (uint)i);
            }
        }

        Kernel.Invariant.That(isSorted);
        returns.Sort();
        int[] events = new int[operations.Length + returns.Count];
        starts = new int[operations.Length];
        finishes = new int[operations.Length];
        Array.Fill(finishes, int.MaxValue);
        int next = 0;
        int returned = 0;
        for (int at = 0; at < events.Length; at++)
        {
            bool isReturn =
                next == operations.Length
                || (returned < returns.Count && returns[returned] >> 32 < operations[next].InvokedOrder);
            if (isReturn)
            {
                int operation = (int)(returns[returned++] & int.MaxValue);
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
}
