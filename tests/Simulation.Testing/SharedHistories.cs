namespace Simulation.Testing;

/// <summary>
/// Histories of other projects with known verdicts, which are read in place and never copied: the folder
/// <c>../shared/histories</c> beside the repository, or the one that <c>SIMLAB_SHARED_HISTORIES</c> names.
/// </summary>
public static class SharedHistories
{
    /// <summary>The folder, or null where it is absent.</summary>
    public static string? Root { get; } = Find();

    /// <summary>Why a test that needs the folder is skipped.</summary>
    public const string SkipReason =
        "the folder ../shared/histories is absent and SIMLAB_SHARED_HISTORIES is not set";

    /// <summary>The rows of the manifest: file, model and expected verdict.</summary>
    public static IReadOnlyList<(string File, string Model, string Verdict)> Manifest()
    {
        List<(string, string, string)> rows = [];
        foreach (string line in File.ReadLines(Path.Combine(Root!, "MANIFEST.tsv")).Skip(1))
        {
            string[] cells = line.Split('\t');
            rows.Add((cells[1], cells[5], cells[6]));
        }

        return rows;
    }

    private static string? Find()
    {
        string folder =
            Environment.GetEnvironmentVariable("SIMLAB_SHARED_HISTORIES")
            ?? Path.Combine(Repository.Root, "..", "shared", "histories");
        return File.Exists(Path.Combine(folder, "MANIFEST.tsv")) ? folder : null;
    }
}
