using Simulation.Cli.Lab;

namespace Simulation.Cli.Commands;

/// <summary>Finds scenario files and what they ask.</summary>
internal static class ScenarioFiles
{
    /// <summary>All YAML files under a folder with their titles, by path.</summary>
    public static List<CatalogueEntry> List(string folder) =>
        !Directory.Exists(folder)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
                    .Select(path => path.Replace('\\', '/'))
                    .Order(StringComparer.Ordinal)
                    .Where(IsScenario)
                    .Select(path => new CatalogueEntry("scenarios", path, Title(path))),
            ];

    private static bool IsScenario(string path) =>
        File.ReadLines(path).Any(line => line.StartsWith("scenario:", StringComparison.Ordinal));

    /// <summary>
    /// The title without reading the whole file as YAML, so that a broken file is listed too.
    /// </summary>
    private static string Title(string path)
    {
        const string Key = "title:";
        string? line = File.ReadLines(path)
            .FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        return line is null ? "" : line[Key.Length..].Trim().Trim('"', '\'');
    }
}
