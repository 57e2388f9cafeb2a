using System.IO.Compression;

namespace Simulation.Server.Stepping;

/// <summary>Reads a packed text line by line without making strings of lines that nobody wants.</summary>
internal sealed class PackedLines : IDisposable
{
    private const int LineMax = 1 << 20;

    private readonly GZipStream _stream;
    private readonly CancellationToken _cancel;
    private byte[] _buffer = new byte[1 << 16];
    private int _from;
    private int _to;

    /// <summary>Begins to read.</summary>
    /// <param name="packed">The packed text, which is closed with this.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    public PackedLines(Stream packed, CancellationToken cancel)
    {
        _stream = new GZipStream(packed, CompressionMode.Decompress);
        _cancel = cancel;
    }

    /// <summary>The next line, without its end; good until the next is read.</summary>
    /// <returns>False after the last.</returns>
    /// <exception cref="InvalidDataException">It is no packed text, or a line is beyond all measure.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        int scanned = 0;
        while (true)
        {
            int end = _buffer.AsSpan(_from + scanned, _to - _from - scanned).IndexOf((byte)'\n');
            if (end >= 0)
            {
                line = _buffer.AsSpan(_from, scanned + end);
                _from += scanned + end + 1;
                return true;
            }

            scanned = _to - _from;
            if (!Fill())
            {
                line = _buffer.AsSpan(_from, scanned);
                _from = _to;
                return scanned > 0;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private bool Fill()
    {
        _cancel.ThrowIfCancellationRequested();
        int left = _to - _from;
        if (left > LineMax)
        {
            throw new InvalidDataException($"a line is longer than {LineMax} bytes");
        }

        byte[] target = left > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_from, left).CopyTo(target);
        (_buffer, _from, _to) = (target, 0, left);
        int read = _stream.Read(_buffer, _to, _buffer.Length - _to);
        _to += read;
        return read > 0;
    }
}
