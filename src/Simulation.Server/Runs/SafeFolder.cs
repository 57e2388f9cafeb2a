using System.Security.Cryptography;
using System.Text;

namespace Simulation.Server.Runs;

/// <summary>
/// Looks into folders that others may have filled: no link is followed, so that nothing outside of them is shown.
/// </summary>
internal static class SafeFolder
{
    private const int DepthMax = 4;

    private static readonly EnumerationOptions Flat = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    private static readonly EnumerationOptions Deep = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        RecurseSubdirectories = true,
        MaxRecursionDepth = DepthMax,
    };

    /// <summary>The folders in a folder that are no links, by name.</summary>
    public static IEnumerable<string> Folders(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateDirectories(folder, "*", Flat)
                .Where(path => !Path.GetFileName(path).StartsWith('.'))
                .Order(StringComparer.Ordinal)
            : [];

    /// <summary>All files below a folder that are no links, by path.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", Deep).Order(StringComparer.Ordinal);

    /// <summary>
    /// The path of a file in a folder; null where there is none with anything in it, or a link is in its place.
    /// </summary>
    /// <remarks>A pipe or a device has no length either, and who opens one may wait for ever.</remarks>
    /// <param name="folder">The folder.</param>
    /// <param name="name">A name that this program chose, never a client.</param>
    public static string? FileIn(string folder, string name)
    {
        FileInfo file = new(Path.Combine(folder, name));
        return file is { Exists: true, LinkTarget: null, Length: > 0 } ? file.FullName : null;
    }

    /// <summary>A name for a path that is safe in every address and says nothing of the path.</summary>
    public static string Key(string relative) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(relative)))[..12];
}
