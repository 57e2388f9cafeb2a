using System.Text;
using Simulation.Kernel.Tracing;
using Simulation.Reports.Json;

namespace Simulation.Reports.Exporters;

/// <summary>A trace as a log with vector clocks: what sent, received and happened to whom, after what.</summary>
/// <remarks>
/// Source: Beschastnikh et al., "Debugging Distributed Systems", CACM 2016; Mattern, "Virtual Time and Global States
/// of Distributed Systems", 1989. Records carry no message numbers, so among messages of the same words between the
/// same two the first sent counts as the first received. Parser expression of ShiViz:
/// <c>(?&lt;host&gt;\S*) (?&lt;clock&gt;{.*})\n(?&lt;event&gt;.*)</c>.
/// </remarks>
public static class ShiVizLog
{
    /// <summary>The log, two lines for each event.</summary>
    public static string Write(IReadOnlyList<TraceLine> trace)
    {
        StringBuilder text = new();
        Dictionary<string, SortedDictionary<string, int>> clocks = new(StringComparer.Ordinal);
        Dictionary<(string?, string?, string), Queue<SortedDictionary<string, int>>> underWay = [];
        foreach (TraceLine line in trace)
        {
            (string? host, string words) = line.Kind switch
            {
                TraceKind.Sent => (line.Source, $"sends {line.Detail} to {line.Target}"),
                TraceKind.Delivered => (line.Target, $"receives {line.Detail} from {line.Source}"),
                TraceKind.Operation or TraceKind.Happened or TraceKind.NodeChanged => (
                    line.Source,
                    line.Detail
                ),
                _ => (null, ""),
            };
            if (host is null)
            {
                continue;
            }

            if (!clocks.TryGetValue(host, out SortedDictionary<string, int>? clock))
            {
                clocks.Add(host, clock = new SortedDictionary<string, int>(StringComparer.Ordinal));
            }

            if (line.Kind == TraceKind.Delivered)
            {
                Merge(clock, underWay.GetValueOrDefault((line.Source, line.Target, line.Detail)));
            }

            clock[host] = clock.GetValueOrDefault(host) + 1;
            if (line.Kind == TraceKind.Sent)
            {
                Remember(underWay, line, clock);
            }

            text.Append(host).Append(" {");
            text.AppendJoin(", ", clock.Select(entry => $"{JsonText.Quote(entry.Key)}:{entry.Value}"));
            text.Append("}\n").Append($"{line.Time} {words.ReplaceLineEndings(" ")}\n");
        }

        return text.ToString();
    }

    private static void Remember(
        Dictionary<(string?, string?, string), Queue<SortedDictionary<string, int>>> underWay,
        TraceLine line,
        SortedDictionary<string, int> clock
    )
    {
        (string?, string?, string) key = (line.Source, line.Target, line.Detail);
        if (!underWay.TryGetValue(key, out Queue<SortedDictionary<string, int>>? queue))
        {
            underWay.Add(key, queue = []);
        }

        queue.Enqueue(new SortedDictionary<string, int>(clock, StringComparer.Ordinal));
    }

    /// <summary>The last of a kind stays, for a message that arrives twice was sent only once.</summary>
    private static void Merge(SortedDictionary<string, int> clock, Queue<SortedDictionary<string, int>>? sent)
    {
        if (sent is null)
        {
            return;
        }

        SortedDictionary<string, int> first = sent.Count > 1 ? sent.Dequeue() : sent.Peek();
        foreach ((string host, int count) in first)
        {
            clock[host] = Math.Max(clock.GetValueOrDefault(host), count);
        }
    }
}
