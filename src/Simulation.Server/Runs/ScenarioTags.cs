namespace Simulation.Server.Runs;

/// <summary>Reads the tags of a scenario off the line on which the lab writes them.</summary>
internal static class ScenarioTags
{
    private const string Key = "tags: [";
    private const int HeadMax = 1 << 16;

    /// <summary>The tags of the first run that has any.</summary>
    /// <param name="folders">The folders of the runs of one scenario.</param>
    public static IReadOnlyList<string> Read(IEnumerable<string> folders)
    {
        string? scenario = folders
            .Select(folder => SafeFolder.FileIn(folder, "scenario.resolved.yaml"))
            .FirstOrDefault(file => file is not null);
        string? line = scenario is null
            ? null
            : Array.Find(Head(scenario).Split('\n'), one => one.StartsWith(Key, StringComparison.Ordinal));
        return line is null
            ? []
            :
            [
                .. line[Key.Length..]
                    .TrimEnd(']', ' ')
                    .Split(',', StringSplitOptions.TrimEntries)
                    .Select(tag => tag.Trim('"', '\''))
                    .Where(tag => tag.Length > 0),
            ];
    }

    /// <summary>Tags stand near the top, and nobody promises that the file is as the lab wrote it.</summary>
    private static string Head(string path)
    {
        using StreamReader reader = new(path);
        char[] head = new char[HeadMax];
        return new string(head, 0, reader.ReadBlock(head));
    }
}
