using System.Text;
using Simulation.Scenarios.Loading;
using Simulation.Testing;

namespace Simulation.Tests.Scenarios.Loading;

/// <summary>The scenario files of the checkout, the sound ones and the broken ones.</summary>
internal static class ScenarioFiles
{
    /// <summary>All files in <c>scenarios</c>, as paths below the top folder, sorted.</summary>
    public static IReadOnlyList<string> Sound { get; } = Below(Repository.PathOf("scenarios"));

    /// <summary>
    /// All scenario files in <c>tests/data/broken</c>, without the files that others include.
    /// </summary>
    public static IReadOnlyList<string> Broken { get; } =
    [
        .. Below(Repository.PathOf("tests", "data", "broken"))
            .Where(file => !file.Contains("/parts/", StringComparison.Ordinal)),
    ];

    /// <summary>
    /// The text of a file; bytes that are no UTF-8 become replacement characters, as the lab reads them.
    /// </summary>
    public static string Text(string file) =>
        File.ReadAllText(Repository.PathOf(file.Split('/')), Encoding.UTF8);

    /// <summary>Loads a text as if it stood in that file.</summary>
    public static LoadResult Load(string file, string text) =>
        ScenarioLoader.Load(file, text, new LoadOptions { ReadFile = TextOrNull });

    /// <summary>The text of a file, or null when there is none.</summary>
    public static string? TextOrNull(string file) =>
        File.Exists(Repository.PathOf(file.Split('/'))) ? Text(file) : null;

    private static IReadOnlyList<string> Below(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];
}
