using Simulation.Reports;

namespace Simulation.Server.Runs;

/// <summary>
/// What is in the folder of all results. Whatever a client asks for is looked up here by its key, so that no
/// path is ever made of what a client says.
/// </summary>
/// <param name="root">The folder of all results.</param>
internal sealed class RunCatalogue(string root)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private Dictionary<string, (DateTime At, long Bytes, StoredReport Report)> _byFolder = new(
        StringComparer.Ordinal
    );
    private Dictionary<string, StoredReport> _reports = new(StringComparer.Ordinal);
    private Dictionary<string, (StoredReport Report, StoredRun Run)> _runs = new(StringComparer.Ordinal);
    private List<StoredReport> _latestFirst = [];
    private long _lookedAt = long.MinValue;
    private int _version;

    /// <summary>Counts the changes of what is there.</summary>
    public int Version => Fresh(() => _version);

    /// <summary>All reports, the latest first.</summary>
    public IReadOnlyList<StoredReport> Reports() => Fresh(() => _latestFirst);

    /// <summary>The report of a key; null where there is none.</summary>
    public StoredReport? Report(string key) => Fresh(() => _reports.GetValueOrDefault(key));

    /// <summary>
    /// The run of a key, with the report that it is in; of a report's key the first that did not hold. Null where
    /// there is none.
    /// </summary>
    public (StoredReport Report, StoredRun Run)? Run(string key) =>
        Fresh<(StoredReport, StoredRun)?>(() =>
            _runs.TryGetValue(key, out var known) ? known
            : _reports.TryGetValue(key, out StoredReport? report) && report.Runs.Count > 0
                ? (report, report.Runs.FirstOrDefault(run => run.Exit != ExitCode.Held, report.Runs[0]))
            : null
        );

    private T Fresh<T>(Func<T> read)
    {
        lock (_lock)
        {
            long now = Environment.TickCount64;
            if (now - FreshFor.TotalMilliseconds > _lookedAt)
            {
                _lookedAt = now;
                TryLook();
            }

            return read();
        }
    }

    /// <summary>A run that is being replaced may go away under our eyes; the next look finds the new one.</summary>
    private void TryLook()
    {
        try
        {
            Look();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // What was known is still the best that can be told.
        }
    }

    private void Look()
    {
        Dictionary<string, (DateTime, long, StoredReport)> found = new(StringComparer.Ordinal);
        foreach (string scenario in SafeFolder.Folders(root))
        {
            foreach (string folder in SafeFolder.Folders(scenario))
            {
                if (SafeFolder.FileIn(folder, "result.json") is { } result)
                {
                    string relative = $"{Path.GetFileName(scenario)}/{Path.GetFileName(folder)}";
                    found[folder] = Known(relative, folder, new FileInfo(result));
                }
            }
        }

        bool isSame =
            found.Count == _byFolder.Count
            && found.All(one =>
                _byFolder.TryGetValue(one.Key, out var known)
                && ReferenceEquals(known.Report, one.Value.Item3)
            );
        if (isSame)
        {
            return;
        }

        _byFolder = found;
        _version++;
        _latestFirst =
        [
            .. found
                .Values.Select(one => one.Item3)
                .OrderByDescending(report => report.WrittenAt)
                .ThenBy(report => report.Folder, StringComparer.Ordinal),
        ];
        _reports = _latestFirst.ToDictionary(report => report.Key, StringComparer.Ordinal);
        _runs = _latestFirst
            .SelectMany(report => report.Runs.Select(run => (report, run)))
            .ToDictionary(one => one.run.Key, StringComparer.Ordinal);
    }

    private (DateTime, long, StoredReport) Known(string relative, string folder, FileInfo result)
    {
        (DateTime at, long bytes) = (result.LastWriteTimeUtc, result.Length);
        return _byFolder.TryGetValue(folder, out var known) && known.At == at && known.Bytes == bytes
            ? known
            : (at, bytes, ReportReader.Read(relative, folder, result));
    }
}
