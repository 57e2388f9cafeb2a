using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Simulation.Reports.Files;

namespace Simulation.Server.Stepping;

/// <summary>A record of a trace.</summary>
/// <param name="Index">Its place among all records, from 0.</param>
/// <param name="Time">Nanoseconds of simulated time.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Source">Who did it; empty for nobody.</param>
/// <param name="Target">Whom it was done to; empty for nobody.</param>
/// <param name="Detail">The rest in words.</param>
internal sealed record TraceRecord(
    long Index,
    long Time,
    string Kind,
    string Source,
    string Target,
    string Detail
);

/// <summary>Finds records in the packed trace of a run. It goes through it from the start, and keeps nothing.</summary>
internal static class TraceReader
{
    private static readonly byte[] TimeKey = "\"time\":"u8.ToArray();

    /// <summary>The records asked for, in the order in which they happened.</summary>
    /// <exception cref="InvalidDataException">The file is no trace.</exception>
    public static IReadOnlyList<TraceRecord> Read(Stream packed, TraceQuery query, CancellationToken cancel)
    {
        using PackedLines lines = new(packed, cancel);
        Queue<(long Index, byte[] Line)> found = new();
        byte[] about = Encoding.UTF8.GetBytes(query.About[(query.About.IndexOf('=') + 1)..]);
        for (long index = 0; lines.TryRead(out ReadOnlySpan<byte> line); index++)
        {
            if (query.Way == TraceWay.Before && index >= query.From)
            {
                break;
            }

            if (IsPast(query, index, line) || (about.Length > 0 && !Names(line, about, query.About)))
            {
                continue;
            }

            found.Enqueue((index, line.ToArray()));
            if (found.Count > query.Count)
            {
                found.Dequeue();
            }
            else if (found.Count == query.Count && query.Way is TraceWay.Onward or TraceWay.Since)
            {
                break;
            }
        }

        return [.. found.Select(one => Parse(one.Index, one.Line))];
    }

    private static bool IsPast(TraceQuery query, long index, ReadOnlySpan<byte> line) =>
        query.Way switch
        {
            TraceWay.Onward => index < query.From,
            TraceWay.Since => Time(line) < query.From,
            TraceWay.Before or TraceWay.Last => false,
            _ => throw new ArgumentOutOfRangeException(nameof(query), query.Way, "no such way"),
        };

    /// <summary>Most lines do not hold the bytes at all, and only the others are worth reading.</summary>
    private static bool Names(ReadOnlySpan<byte> line, byte[] about, string word)
    {
        if (line.IndexOf(about) < 0)
        {
            return false;
        }

        TraceRecord record = Parse(0, line.ToArray());
        return TraceFocus.Holds(record.Source, word)
            || TraceFocus.Holds(record.Target, word)
            || TraceFocus.Holds(record.Detail, word)
            || record.Kind == word;
    }

    /// <summary>The time stands last in a line, so that it is found without reading the rest.</summary>
    private static long Time(ReadOnlySpan<byte> line)
    {
        int key = line.LastIndexOf(TimeKey);
        return key >= 0 && Utf8Parser.TryParse(line[(key + TimeKey.Length)..], out long time, out _)
            ? time
            : 0;
    }

    private static TraceRecord Parse(long index, byte[] line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            return new TraceRecord(
                index,
                Time(line),
                Text(root, "kind"),
                Text(root, "source"),
                Text(root, "target"),
                Text(root, "detail")
            );
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"line {index + 1} is no record of a trace", wrong);
        }
    }

    private static string Text(JsonElement record, string key) =>
        record.TryGetProperty(key, out JsonElement value) ? value.GetString() ?? "" : "";
}
