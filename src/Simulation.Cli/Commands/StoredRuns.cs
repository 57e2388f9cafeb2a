using System.Text.Json;
using Simulation.Cli.Lab;
using Simulation.Reports;

namespace Simulation.Cli.Commands;

/// <summary>Finds results that were written before.</summary>
internal static class StoredRuns
{
    private const string Scenario = "scenario.resolved.yaml";
    private const string Result = "result.json";

    /// <summary>The results folders, by scenario and id, with what they said.</summary>
    public static List<CatalogueEntry> List(string root) =>
        [
            .. Folders(root)
                .Select(folder => new CatalogueEntry(
                    "runs",
                    Path.GetFileName(folder),
                    $"{Path.GetFileName(Path.GetDirectoryName(folder))}: {Verdict(folder)}"
                )),
        ];

    /// <summary>The folder of a run, by its id, the beginning of its id, or its path.</summary>
    /// <exception cref="CommandFailure">There is none, or more than one.</exception>
    public static string Find(string root, string run)
    {
        if (File.Exists(Path.Combine(run, Scenario)))
        {
            return run;
        }

        if (Parts(run).Select(Path.GetFileName).ToList() is { Count: > 0 } parts)
        {
            throw new CommandFailure(
                ExitCode.NoSuchFile,
                $"{run} holds several runs, name one: {string.Join(", ", parts)}"
            );
        }

        List<string> found =
        [
            .. Folders(root)
                .SelectMany(folder => new[] { folder }.Concat(Parts(folder)))
                .Where(folder =>
                    Path.GetFileName(folder).StartsWith(run, StringComparison.Ordinal)
                    && File.Exists(Path.Combine(folder, Scenario))
                ),
        ];
        List<string> ids = [.. found.Select(folder => Path.GetFileName(folder)[..6]).Distinct()];
        return ids.Count switch
        {
            1 => found[0],
            0 => throw new CommandFailure(
                ExitCode.NoSuchFile,
                $"no run '{run}' in {root}; 'simlab list runs' shows what is there"
            ),
            _ => throw new CommandFailure(
                ExitCode.NoSuchFile,
                $"several runs begin with '{run}': {string.Join(", ", ids)}"
            ),
        };
    }

    /// <summary>
    /// The folder of results, of one run or of many, by its id, the beginning of its id, or its path.
    /// </summary>
    /// <exception cref="CommandFailure">There is none, or more than one.</exception>
    public static string FindResults(string root, string run)
    {
        if (File.Exists(Path.Combine(run, Result)))
        {
            return run;
        }

        List<string> found =
        [
            .. Folders(root)
                .Where(folder =>
                    Path.GetFileName(folder).StartsWith(run, StringComparison.Ordinal)
                    && File.Exists(Path.Combine(folder, Result))
                ),
        ];
        return found.Count == 1 ? found[0] : Find(root, run);
    }

    /// <summary>The path of the file in which a folder's results are told to programs.</summary>
    public static string ResultPath(string folder) => Path.Combine(folder, Result);

    private static List<string> Folders(string root) =>
        !Directory.Exists(root)
            ? []
            :
            [
                .. Directory
                    .EnumerateDirectories(root)
                    .SelectMany(Directory.EnumerateDirectories)
                    .Where(folder =>
                        Path.GetFileName(folder) is { } name && name != "latest" && !name.StartsWith('.')
                    )
                    .Order(StringComparer.Ordinal),
            ];

    private static IEnumerable<string> Parts(string folder)
    {
        string parts = Path.Combine(folder, "runs");
        return Directory.Exists(parts)
            ? Directory.EnumerateDirectories(parts).Order(StringComparer.Ordinal)
            : [];
    }

    private static string Verdict(string folder)
    {
        string path = ResultPath(folder);
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            int exit = document.RootElement.GetProperty("exit").GetInt32();
            int runs = document.RootElement.GetProperty("runs").GetArrayLength();
            return $"{Figures.Some(runs, "run")}, exit {exit}: {Verdicts.Meaning((ExitCode)exit)}";
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException or KeyNotFoundException)
        {
            return "result.json is missing or unreadable";
        }
    }
}
