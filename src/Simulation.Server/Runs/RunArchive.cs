using System.IO.Compression;
using Simulation.Reports;

namespace Simulation.Server.Runs;

/// <summary>Packs a results folder while it is being sent, however large it is.</summary>
internal static class RunArchive
{
    /// <summary>The same for the same run: an hour of this machine has no business in it.</summary>
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What the file is called, safe on every system.</summary>
    public static string Name(StoredReport report) =>
        $"{FileName.Of(report.Scenario)}-{FileName.Of(report.Id)}";

    /// <summary>Writes all files of a folder that are no links, under one folder with names safe to unpack.</summary>
    public static async Task WriteAsync(StoredReport report, Stream target, CancellationToken cancel)
    {
        ZipArchive archive = await ZipArchive
            .CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, null, cancel)
            .ConfigureAwait(false);
        await using (archive.ConfigureAwait(false))
        {
            foreach (string file in SafeFolder.Files(report.Folder))
            {
                await AddAsync(archive, report, file, cancel).ConfigureAwait(false);
            }
        }
    }

    private static async Task AddAsync(
        ZipArchive archive,
        StoredReport report,
        string file,
        CancellationToken cancel
    )
    {
        string[] parts = Path.GetRelativePath(report.Folder, file).Split(Path.DirectorySeparatorChar);
        ZipArchiveEntry entry = archive.CreateEntry(
            string.Join('/', parts.Select(FileName.Of).Prepend(Name(report))),
            file.EndsWith(".gz", StringComparison.Ordinal)
                ? CompressionLevel.NoCompression
                : CompressionLevel.Fastest
        );
        entry.LastWriteTime = Epoch;
        if (new FileInfo(file).Length == 0)
        {
            // What has no length may be a pipe, and who opens one may wait for ever.
            return;
        }

        FileStream source = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using (source.ConfigureAwait(false))
        {
            Stream packed = await entry.OpenAsync(cancel).ConfigureAwait(false);
            await using (packed.ConfigureAwait(false))
            {
                await source.CopyToAsync(packed, cancel).ConfigureAwait(false);
            }
        }
    }
}
