using System.IO.Compression;
using System.Text;

namespace Simulation.Histories.Reading;

/// <summary>Opens a file's bytes as text.</summary>
internal static class TextSource
{
    /// <summary>A text of UTF-8, unpacked first when the bytes begin as gzip's do.</summary>
    public static TextReader Open(Stream bytes)
    {
        BufferedStream buffered = new(bytes, 1 << 16);
        byte[] magic = new byte[2];
        int read = buffered.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        Stream whole = new Rejoined(magic[..read], buffered);
        bool isPacked = read == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
        return new StreamReader(
            isPacked ? new GZipStream(whole, CompressionMode.Decompress) : whole,
            Encoding.UTF8,
            detectEncodingFromByteOrderMarks: true,
            bufferSize: 1 << 16
        );
    }

    /// <summary>
    /// A stream whose first bytes were taken out to look at, and put back; pipes cannot seek.
    /// </summary>
    private sealed class Rejoined(byte[] first, Stream rest) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_at == first.Length)
            {
                return rest.Read(buffer);
            }

            int count = Math.Min(buffer.Length, first.Length - _at);
            first.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
