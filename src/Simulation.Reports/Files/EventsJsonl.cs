using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;
using Simulation.Reports.Json;

namespace Simulation.Reports.Files;

/// <summary>
/// Writes every record of a trace into a packed file while the run goes on, one JSON object a line.
/// </summary>
public sealed class EventsJsonl : ITraceSink, IDisposable
{
    private const int FlushAt = 1 << 16;

    private readonly GZipStream _packed;
    private readonly Dictionary<string, string> _quoted = new(StringComparer.Ordinal);
    private readonly StringBuilder _lines = new(FlushAt + 4096);

    /// <summary>Begins the file; the header of the packed stream carries no time.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public EventsJsonl(string path) => _packed = new GZipStream(File.Create(path), CompressionLevel.Fastest);

    /// <inheritdoc/>
    public void Write(SimTime time, TraceKind kind, string? source, string? target, string detail)
    {
        _lines
            .Append("{\"detail\":\"")
            .Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(detail))
            .Append("\",\"kind\":\"")
            .Append(Word(kind))
            .Append('"');
        Name(",\"source\":", source);
        Name(",\"target\":", target);
        _lines.Append(CultureInfo.InvariantCulture, $",\"time\":{time.Nanoseconds}}}\n");
        if (_lines.Length >= FlushAt)
        {
            Flush();
        }
    }

    /// <summary>Ends the file.</summary>
    public void Dispose()
    {
        Flush();
        _packed.Dispose();
    }

    private static string Word(TraceKind kind) =>
        kind switch
        {
            TraceKind.Sent => "sent",
            TraceKind.Delivered => "delivered",
            TraceKind.Dropped => "dropped",
            TraceKind.TimerFired => "timer-fired",
            TraceKind.Synced => "synced",
            TraceKind.NodeChanged => "node-changed",
            TraceKind.FaultChanged => "fault-changed",
            TraceKind.Happened => "happened",
            TraceKind.Operation => "operation",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of record"),
        };

    private void Name(string key, string? name)
    {
        if (name is not null)
        {
            // Names are few and come in every record, so each is quoted only once.
            if (!_quoted.TryGetValue(name, out string? quoted))
            {
                quoted = JsonText.Quote(name);
                _quoted.Add(name, quoted);
            }

            _lines.Append(key).Append(quoted);
        }
    }

    private void Flush()
    {
        _packed.Write(Encoding.UTF8.GetBytes(_lines.ToString()));
        _lines.Clear();
    }
}
