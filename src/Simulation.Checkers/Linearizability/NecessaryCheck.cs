using Simulation.Checkers.Specifications;

namespace Simulation.Checkers.Linearizability;

/// <summary>
/// Finds reads that no order can explain: of a value never written, or finished before its write began.
/// </summary>
internal static class NecessaryCheck
{
    /// <summary>Broken with the read and the value's earliest write, or unknown. Linear time.</summary>
    public static Finding Check(ObjectHistory history)
    {
        int[] earliestWriter = new int[history.Values.Count];
        Array.Fill(earliestWriter, -1);
        for (int i = 0; i < history.Count; i++)
        {
            switch (history.Kinds[i])
            {
                case EffectKind.Computes or EffectKind.Acts or EffectKind.Observes:
                    return Finding.Unknown;
                case EffectKind.Replaces when history.Written[i] == history.Expected[i]:
                    // It keeps what stands, so it cannot be where a value comes from.
                    break;
                case EffectKind.Writes or EffectKind.Replaces when earliestWriter[history.Written[i]] < 0:
                    earliestWriter[history.Written[i]] = i;
                    break;
            }
        }

        for (int i = 0; i < history.Count; i++)
        {
            bool isObserver =
                history.Kinds[i] == EffectKind.Reads
                || (history.Kinds[i] == EffectKind.Replaces && !history.IsOpen(i));
            if (!isObserver || history.Expected[i] == StateTable.Initial)
            {
                continue;
            }

            int writer = earliestWriter[history.Expected[i]];
            if (writer < 0)
            {
                return Finding.Broken(i);
            }

            if (history.Finishes[i] < history.Starts[writer])
            {
                return Finding.Broken(i, writer);
            }
        }

        return Finding.Unknown;
    }
}
