using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using Simulation.Kernel;
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

    /// <summary>What each kind of record is called in the file, by its number; there is none numbered 0.</summary>
    private static readonly string[] Words =
    [
        "",
        "sent",
        "delivered",
        "dropped",
        "timer-fired",
        "synced",
        "node-changed",
        "fault-changed",
        "happened",
        "operation",
    ];

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
            .Append(Words[(int)kind])
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

    /// <summary>The kind of record that a word in the file stands for.</summary>
    internal static TraceKind KindOf(string word)
    {
        int place = Array.IndexOf(Words, word);
        Invariant.That(place > 0);
        return (TraceKind)place;
    }

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
