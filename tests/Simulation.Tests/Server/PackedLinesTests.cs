using System.IO.Compression;
using System.Text;
using Simulation.Server.Stepping;

namespace Simulation.Tests.Server;

public sealed class PackedLinesTests
{
    [Fact]
    public void Lines_come_out_as_they_went_in_however_long()
    {
        string[] lines =
        [
            .. Enumerable
                .Range(0, 200)
                .Select(length => new string((char)('a' + (length % 26)), length * 997)),
        ];

        Assert.Equal(lines, Read(string.Join('\n', lines) + "\n"));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("one", 1)]
    [InlineData("one\n", 1)]
    [InlineData("\n\n", 2)]
    [InlineData("one\ntwo", 2)]
    public void The_last_line_needs_no_end(string text, int expected) =>
        Assert.Equal(expected, Read(text).Count);

    [Fact]
    public void A_line_beyond_all_measure_is_refused_before_it_fills_the_memory() =>
        Assert.Throws<InvalidDataException>(() => Read(new string('x', 4 << 20)));

    [Fact]
    public void Nobody_reads_on_for_somebody_who_went_away()
    {
        using CancellationTokenSource gone = new();
        gone.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => ReadUntil("one\n", gone.Token));
    }

    private static List<string> Read(string text) => ReadUntil(text, TestContext.Current.CancellationToken);

    private static List<string> ReadUntil(string text, CancellationToken cancel)
    {
        MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        packed.Position = 0;
        using PackedLines lines = new(packed, cancel);
        List<string> read = [];
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            read.Add(Encoding.UTF8.GetString(line));
        }

        return read;
    }
}
