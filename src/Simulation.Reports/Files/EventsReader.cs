using System.Buffers.Text;
using System.IO.Compression;
using System.Text.Json;
using Simulation.Kernel.Time;
using Simulation.Reports.Exporters;

namespace Simulation.Reports.Files;

/// <summary>Reads back a stretch of what <see cref="EventsJsonl"/> wrote; the rest is passed over unread.</summary>
public static class EventsReader
{
    private const int BufferSizeBytes = 1 << 17;

    private static ReadOnlySpan<byte> NodeChange => "\"kind\":\"node-changed\""u8;

    private static ReadOnlySpan<byte> TimeKey => "\"time\":"u8;

    /// <summary>
    /// Hands on the records from one instant to another, both included, and before them every change of a node,
    /// since what a node was before still holds.
    /// </summary>
    /// <param name="path">A file that <see cref="EventsJsonl"/> has ended.</param>
    /// <param name="start">The first instant of interest.</param>
    /// <param name="end">The last; nothing behind it is read.</param>
    /// <param name="take">Gets the records, in their order.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Read(string path, SimTime start, SimTime end, Action<TraceLine> take)
    {
        using var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            bufferSize: 1 << 16
        );
        using var packed = new GZipStream(file, CompressionMode.Decompress);
        byte[] buffer = new byte[BufferSizeBytes];
        int filled = 0;
        while (true)
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            int count = packed.Read(buffer, filled, buffer.Length - filled);
            if (count == 0)
            {
                return;
            }

            filled += count;
            ReadOnlySpan<byte> rest = buffer.AsSpan(0, filled);
            for (int length = rest.IndexOf((byte)'\n'); length >= 0; length = rest.IndexOf((byte)'\n'))
            {
                ReadOnlySpan<byte> line = rest[..length];
                SimTime time = TimeOf(line);
                if (time > end)
                {
                    return;
                }

                if (time >= start || line.IndexOf(NodeChange) >= 0)
                {
                    take(Parse(line, time));
                }

                rest = rest[(length + 1)..];
            }

            rest.CopyTo(buffer);
            filled = rest.Length;
        }
    }

    /// <summary>The time is the last entry of a line.</summary>
    private static SimTime TimeOf(ReadOnlySpan<byte> line)
    {
        int place = line.LastIndexOf(TimeKey);
        return place >= 0 && Utf8Parser.TryParse(line[(place + TimeKey.Length)..], out long time, out _)
            ? new SimTime(time)
            : throw new InvalidDataException("a line of events has no time");
    }

    private static TraceLine Parse(ReadOnlySpan<byte> line, SimTime time)
    {
        var json = new Utf8JsonReader(line);
        (string detail, string kind, string? source, string? target) = ("", "", null, null);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = json.GetString()!;
            json.Read();
            switch (key)
            {
                case "detail":
                    detail = json.GetString()!;
                    break;
                case "kind":
                    kind = json.GetString()!;
                    break;
                case "source":
                    source = json.GetString();
                    break;
                case "target":
                    target = json.GetString();
                    break;
                default:
                    break;
            }
        }

        return new TraceLine(time, EventsJsonl.KindOf(kind), source, target, detail);
    }
}
