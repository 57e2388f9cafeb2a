using System.Globalization;
using Simulation.Checkers.Transactions.Anomalies;
using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Lists;

/// <summary>Says in English what transactions did to lists and why one precedes another.</summary>
internal sealed class ListWords(TransactionLog log, VersionOrders orders) : IDependencyWords
{
    /// <summary>Longer lists are told by their ends.</summary>
    private const int ShownMax = 8;

    /// <summary>A read in words: <c>T3 read x = [1,2]</c>.</summary>
    public string Read(int transaction, Step read) =>
        $"T{transaction} read {Key(read.Key)} = {Show(log.ElementsOf(read))}";

    /// <inheritdoc/>
    public string Because(DependencyEdge edge) =>
        edge.Kind switch
        {
            EdgeKinds.WriteWrite => Overwrite(edge),
            EdgeKinds.WriteRead => Observation(edge),
            _ => Miss(edge),
        };

    private string Key(int key) => log.KeyAt(key).AsText ?? $"key {log.KeyAt(key)}";

    private string Overwrite(DependencyEdge edge)
    {
        foreach (Step later in log.StepsOf(edge.Target))
        {
            foreach (Step earlier in log.StepsOf(edge.Source))
            {
                bool isSame =
                    later.Kind == StepKind.Append
                    && earlier.Kind == StepKind.Append
                    && later.Key == earlier.Key;
                if (isSame && PlaceOf(edge.Source, earlier) < PlaceOf(edge.Target, later))
                {
                    return $"T{edge.Target} appended {log.ValueAt(later.Value)} to {Key(later.Key)} "
                        + $"after T{edge.Source}'s {log.ValueAt(earlier.Value)}";
                }
            }
        }

        return "nobody read the appends of both to one key, and no order of them does better";
    }

    private string Observation(DependencyEdge edge)
    {
        ReadOnlySpan<Step> steps = log.StepsOf(edge.Target);
        for (int i = 0; i < steps.Length; i++)
        {
            int length = LengthKnown(edge.Target, i);
            if (length > 0 && orders.WritersOf(steps[i].Key)[length - 1] == edge.Source)
            {
                int value = orders.ElementsOf(steps[i].Key)[length - 1];
                return $"{Read(edge.Target, steps[i])}, and T{edge.Source} appended {log.ValueAt(value)}";
            }
        }

        return $"T{edge.Target} read from T{edge.Source}";
    }

    private string Miss(DependencyEdge edge)
    {
        ReadOnlySpan<Step> steps = log.StepsOf(edge.Source);
        for (int i = 0; i < steps.Length; i++)
        {
            int length = LengthKnown(edge.Source, i);
            if (length < 0)
            {
                continue;
            }

            foreach (Step later in log.StepsOf(edge.Target))
            {
                bool isMissed =
                    later.Kind == StepKind.Append
                    && later.Key == steps[i].Key
                    && PlaceOf(edge.Target, later) >= length;
                if (isMissed)
                {
                    return $"{Read(edge.Source, steps[i])}, without T{edge.Target}'s "
                        + $"{log.ValueAt(later.Value)}";
                }
            }
        }

        return $"T{edge.Source} missed a write of T{edge.Target}";
    }

    /// <summary>The external length of a read whose list fits the order of versions, else -1.</summary>
    private int LengthKnown(int transaction, int index)
    {
        ReadOnlySpan<Step> steps = log.StepsOf(transaction);
        return
            steps[index].Kind == StepKind.ReadList
            && orders.ElementsOf(steps[index].Key).StartsWith(log.ElementsOf(steps[index]))
            ? ListGraph.ExternalLength(log, steps, index)
            : -1;
    }

    private int PlaceOf(int transaction, Step append)
    {
        foreach (Append known in orders.Appends.Of(append.Key))
        {
            if (known.Transaction == transaction && known.Value == append.Value)
            {
                return known.Place < 0 ? int.MaxValue : known.Place;
            }
        }

        return int.MaxValue;
    }

    private string Show(ReadOnlySpan<int> elements)
    {
        int skipped = elements.Length > ShownMax ? elements.Length - ShownMax : 0;
        List<string> shown = [];
        foreach (int element in elements[skipped..])
        {
            shown.Add(log.ValueAt(element).ToString());
        }

        string more = skipped == 0 ? "" : $"{skipped.ToString(CultureInfo.InvariantCulture)} more,";
        return $"[{more}{string.Join(',', shown)}]";
    }
}
