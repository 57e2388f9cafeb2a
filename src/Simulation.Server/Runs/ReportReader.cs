using System.Globalization;
using System.Text.Json;
using Simulation.Reports;

namespace Simulation.Server.Runs;

/// <summary>Reads what a results folder says of itself. What it says may be anything, or nothing.</summary>
internal static class ReportReader
{
    private const long BytesMax = 256 << 20;
    private const long MetaBytesMax = 1 << 16;

    /// <summary>Of several verdicts the one that people must hear of.</summary>
    private static readonly ExitCode[] Worst = [ExitCode.NotDeterministic, ExitCode.Failed, ExitCode.Unknown];

    /// <summary>The report in a folder.</summary>
    /// <param name="relative">The path of the folder below that of all results, with slashes.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="result">Its <c>result.json</c>.</param>
    public static StoredReport Read(string relative, string folder, FileInfo result)
    {
        StoredReport unreadable = new()
        {
            Key = SafeFolder.Key(relative),
            Folder = folder,
            Id = Path.GetFileName(folder),
            Scenario = Path.GetFileName(Path.GetDirectoryName(folder))!,
            WrittenAt = WrittenAt(folder, result),
        };
        try
        {
            if (result.Length > BytesMax)
            {
                return unreadable;
            }

            using FileStream stream = result.OpenRead();
            using JsonDocument document = JsonDocument.Parse(stream);
            return Filled(unreadable, relative, document.RootElement);
        }
        catch (Exception wrong)
            when (wrong
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
            )
        {
            return unreadable;
        }
    }

    private static StoredReport Filled(StoredReport report, string relative, JsonElement root)
    {
        List<RunWord> runs = [.. root.GetProperty("runs").EnumerateArray().Select(RunWord.Of)];
        return report with
        {
            Scenario = root.GetProperty("scenario").GetString() ?? report.Scenario,
            Title = root.GetProperty("title").GetString() ?? "",
            Exit = (ExitCode)root.GetProperty("exit").GetInt32(),
            Designs =
            [
                .. runs.GroupBy(run => run.Design)
                    .Select(design => (design.Key, WorstOf(design.Select(run => run.Exit)))),
            ],
            Seeds = [.. runs.Select(run => run.Seed).Distinct()],
            Runs = StoredRuns(report, relative, runs),
            Tags = ScenarioTags.Read(StoredRuns(report, relative, runs).Select(run => run.Folder)),
        };
    }

    private static ExitCode WorstOf(IEnumerable<ExitCode> exits)
    {
        List<ExitCode> all = [.. exits];
        return Worst.FirstOrDefault(all.Contains, ExitCode.Held);
    }

    private static List<StoredRun> StoredRuns(StoredReport report, string relative, List<RunWord> runs)
    {
        if (runs.Count == 1)
        {
            return [new StoredRun(report.Key, report.Folder, runs[0].Label, runs[0].Exit)];
        }

        return
        [
            .. SafeFolder
                .Folders(Path.Combine(report.Folder, "runs"))
                .Select(folder =>
                {
                    string name = Path.GetFileName(folder);
                    int place = runs.FindIndex(run =>
                        run.Id.Length > 0 && name.StartsWith(run.Id, StringComparison.Ordinal)
                    );
                    var stored = new StoredRun(
                        SafeFolder.Key($"{relative}/runs/{name}"),
                        folder,
                        place < 0 ? name : runs[place].Label,
                        place < 0 ? null : runs[place].Exit
                    );
                    return (place, stored);
                })
                .OrderBy(one => one.place < 0 ? runs.Count : one.place)
                .Select(one => one.stored),
        ];
    }

    private static DateTimeOffset WrittenAt(string folder, FileInfo result)
    {
        try
        {
            if (
                SafeFolder.FileIn(folder, "meta.json") is { } meta
                && new FileInfo(meta).Length <= MetaBytesMax
            )
            {
                using JsonDocument document = JsonDocument.Parse(File.ReadAllText(meta));
                return DateTimeOffset.Parse(
                    document.RootElement.GetProperty("written_at").GetString()!,
                    CultureInfo.InvariantCulture
                );
            }
        }
        catch (Exception wrong)
            when (wrong
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or ArgumentException
                        or FormatException
            )
        {
            // The file system knows an hour, too.
        }

        return new DateTimeOffset(result.LastWriteTimeUtc);
    }

    /// <summary>What the list needs of a run.</summary>
    private sealed record RunWord(string Id, string Design, ulong Seed, ExitCode Exit)
    {
        public string Label => Design.Length == 0 ? $"seed {Seed}" : $"{Design}, seed {Seed}";

        public static RunWord Of(JsonElement run) =>
            new(
                run.GetProperty("id").GetString() ?? "",
                string.Join(
                    ' ',
                    run.GetProperty("cell").EnumerateObject().Select(value => value.Value.GetString())
                ),
                run.GetProperty("seed").GetUInt64(),
                (ExitCode)run.GetProperty("exit").GetInt32()
            );
    }
}
