using Simulation.Histories;

namespace Simulation.Tests.Checkers.Transactions.Registers;

/// <summary>
/// Decides the models of visibility by writing down every edge of their axiom, and closing it.
/// </summary>
/// <remarks>Source: Biswas and Enea, OOPSLA 2019, section 2.2.</remarks>
internal static class VisibilityOracle
{
    /// <summary>Whether a model holds.</summary>
    public static bool Holds(History history, string model)
    {
        ResolvedHistory resolved = new(history);
        bool judgesInternal = model != "monotonic-atomic-view";
        if (resolved.HasDirtyRead || (judgesInternal && resolved.HasInternalAnomaly))
        {
            return false;
        }

        int count = resolved.Transactions.Count;
        int initial = count;
        bool keepsSessions = model is "read-committed-BE" or "read-atomic-BE" or "transactional-causal";
        bool[,] known = new bool[count + 1, count + 1];
        for (int one = 0; one < count; one++)
        {
            known[initial, one] = true;
            for (int other = 0; other < count; other++)
            {
                known[one, other] |= keepsSessions && one != other && resolved.IsSession(one, other);
            }

            foreach ((_, int writer) in resolved.Reads[one])
            {
                known[writer < 0 ? initial : writer, one] = true;
            }
        }

        bool[,] past = Closure(known);
        bool[,] order = (bool[,])known.Clone();
        for (int reader = 0; reader < count; reader++)
        {
            for (int i = 0; i < resolved.Reads[reader].Count; i++)
            {
                (string key, int writer) = resolved.Reads[reader][i];
                for (int other = 0; other < count; other++)
                {
                    bool isSeen =
                        other != reader
                        && other != writer
                        && resolved.Writes[other].ContainsKey(key)
                        && model switch
                        {
                            "read-committed-BE" or "monotonic-atomic-view" => resolved
                                .Reads[reader]
                                .Take(i)
                                .Any(read => read.Writer == other),
                            "read-atomic-BE" or "read-atomic" => known[other, reader],
                            _ => past[other, reader],
                        };
                    order[other, writer < 0 ? initial : writer] |= isSeen;
                }
            }
        }

        bool[,] closed = Closure(order);
        return !Enumerable.Range(0, count + 1).Any(one => closed[one, one]);
    }

    private static bool[,] Closure(bool[,] relation)
    {
        bool[,] closed = (bool[,])relation.Clone();
        int count = closed.GetLength(0);
        for (int via = 0; via < count; via++)
        {
            for (int one = 0; one < count; one++)
            {
                for (int other = 0; other < count; other++)
                {
                    closed[one, other] |= closed[one, via] && closed[via, other];
                }
            }
        }

        return closed;
    }
}
