using System.IO.Compression;

namespace Simulation.Cli.Verification;

/// <summary>
/// Compares two results folders byte by byte, all files but the one that tells of machine and hour.
/// </summary>
internal static class FolderDifference
{
    private const string Meta = "meta.json";

    /// <summary>
    /// What differs: the files, and the first line of a trace at which two runs part; null for nothing.
    /// </summary>
    public static string? Describe(string first, string second)
    {
        string[] files = [.. Files(first).Union(Files(second)).Order(StringComparer.Ordinal)];
        List<string> different =
        [
            .. files.Where(file => !IsSame(Path.Combine(first, file), Path.Combine(second, file))),
        ];
        if (different.Count == 0)
        {
            return null;
        }

        List<string> lines = [.. different.Select(file => "  differs: " + file)];
        string? trace = different.Find(file => file.EndsWith("events.jsonl.gz", StringComparison.Ordinal));
        if (trace is not null)
        {
            lines.AddRange(FirstDifference(Path.Combine(first, trace), Path.Combine(second, trace)));
        }

        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file))
            .Where(file => Path.GetFileName(file) != Meta);

    private static bool IsSame(string first, string second) =>
        File.Exists(first)
        && File.Exists(second)
        && File.ReadAllBytes(first).AsSpan().SequenceEqual(File.ReadAllBytes(second));

    private static IEnumerable<string> FirstDifference(string first, string second)
    {
        if (!File.Exists(first) || !File.Exists(second))
        {
            yield break;
        }

        using StreamReader here = Open(first);
        using StreamReader there = Open(second);
        for (int line = 1; ; line++)
        {
            string? mine = here.ReadLine();
            string? other = there.ReadLine();
            if (mine is null && other is null)
            {
                yield break;
            }

            if (mine != other)
            {
                yield return $"  first different record, line {line} of {Path.GetFileName(first)}:";
                yield return "    this process    " + (mine ?? "ends here");
                yield return "    second process  " + (other ?? "ends here");
                yield break;
            }
        }
    }

    private static StreamReader Open(string path) =>
        new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
}
