using System.Runtime.InteropServices;
using Simulation.Checkers.Specifications;
using Simulation.Histories;

namespace Simulation.Checkers.Linearizability;

/// <summary>
/// Finds lost updates that cannot matter: nobody observed what they would have written, so a history in which
/// they never took effect is as good.
/// </summary>
internal static class UselessOperations
{
    /// <summary>
    /// Which of the members can be left out; none where values are computed or differences observed.
    /// </summary>
    public static bool[] Find(List<Operation> members, Effect[] effects)
    {
        bool[] isUseless = new bool[effects.Length];
        List<int> lost = [];
        for (int i = 0; i < effects.Length; i++)
        {
            bool mayBeObserved =
                effects[i].Kind
                is EffectKind.Computes
                    or EffectKind.Differs
                    or EffectKind.Acts
                    or EffectKind.Observes;
            if (mayBeObserved)
            {
                return isUseless;
            }

            if (members[i].CompletedOrder == int.MaxValue && effects[i].Kind != EffectKind.None)
            {
                lost.Add(i);
            }
        }

        if (lost.Count > 0)
        {
            Mark(effects, lost, isUseless);
        }

        return isUseless;
    }

    private static void Mark(Effect[] effects, List<int> lost, bool[] isUseless)
    {
        Dictionary<Value, int> observers = [];
        foreach (Effect effect in effects)
        {
            if (effect.Kind is EffectKind.Reads or EffectKind.Replaces)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(observers, effect.Expected, out _)++;
            }
        }

        bool hasChanged = true;
        while (hasChanged)
        {
            hasChanged = false;
            foreach (int i in lost)
            {
                if (!isUseless[i] && observers.GetValueOrDefault(effects[i].Written) == 0)
                {
                    isUseless[i] = true;
                    if (effects[i].Kind == EffectKind.Replaces)
                    {
                        hasChanged = --observers[effects[i].Expected] == 0 || hasChanged;
                    }
                }
            }
        }
    }
}
