using System.IO.Compression;
using System.Text;
using Simulation.Cli.Verification;

namespace Simulation.Tests.Cli;

public sealed class FolderDifferenceTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("simlab-difference-").FullName;

    [Fact]
    public void Folders_that_differ_only_in_the_hour_are_the_same()
    {
        string first = Folder("first", "one\ntwo\n", hour: "10:00");
        string second = Folder("second", "one\ntwo\n", hour: "11:00");

        Assert.Null(FolderDifference.Describe(first, second));
    }

    [Fact]
    public void The_first_record_at_which_two_traces_part_is_shown()
    {
        string first = Folder("first", "one\ntwo\nthree\n", hour: "10:00");
        string second = Folder("second", "one\nother\nthree\n", hour: "10:00");

        string? difference = FolderDifference.Describe(first, second);

        Assert.Equal(
            """
              differs: events.jsonl.gz
              first different record, line 2 of events.jsonl.gz:
                this process    two
                second process  other
            """,
            difference
        );
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Folder(string name, string trace, string hour)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "meta.json"), hour);
        using var file = new GZipStream(
            File.Create(Path.Combine(folder, "events.jsonl.gz")),
            CompressionLevel.Fastest
        );
        file.Write(Encoding.UTF8.GetBytes(trace));
        return folder;
    }
}
