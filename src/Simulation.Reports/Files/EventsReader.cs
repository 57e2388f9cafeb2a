using System.Buffers.Text;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;
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
    /// <param name="end">The last, asked before each record; nothing behind it is read.</param>
    /// <param name="take">Gets the records, in their order.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(string path, SimTime start, Func<SimTime> end, Action<TraceLine> take)
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
                if (time > end())
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static SimTime TimeOf(ReadOnlySpan<byte> line)
    {
        int place = line.LastIndexOf(TimeKey);
        return place >= 0 && Utf8Parser.TryParse(line[(place + TimeKey.Length)..], out long time, out _)
            ? new SimTime(time)
            : throw new InvalidDataException("a line of events has no time");
    }

    private static TraceLine Parse(ReadOnlySpan<byte> line, SimTime time)
    {
        ReadOnlySpan<byte> rest = line;
        string detail = Value(ref rest, "{\"detail\":\""u8) ?? "";
        TraceKind kind = EventsJsonl.KindOf(Value(ref rest, ",\"kind\":\""u8) ?? "");
        string? source = Value(ref rest, ",\"source\":\""u8);
        return new TraceLine(time, kind, source, Value(ref rest, ",\"target\":\""u8), detail);
    }

    /// <summary>Takes a key and its text off the rest of a line; null where another key comes next.</summary>
    private static string? Value(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> key)
    {
        if (!rest.StartsWith(key))
        {
            return null;
        }

        ReadOnlySpan<byte> text = rest[key.Length..];
        int end = text.IndexOf((byte)'"');
        bool isEscaped = text[..end].Contains((byte)'\\');
        if (isEscaped)
        {
            var json = new Utf8JsonReader(rest[(key.Length - 1)..]);
            json.Read();
            end = (int)json.BytesConsumed - 2;
            rest = text[(end + 1)..];
            return json.GetString();
        }

        rest = text[(end + 1)..];
        return Encoding.UTF8.GetString(text[..end]);
    }
}
