namespace Simulation.Testing;

/// <summary>
/// Compares text with what was once looked at and found good; <c>GOLDEN=update</c> rewrites it.
/// </summary>
public static class Golden
{
    /// <summary>The golden text of that name; written first when updating.</summary>
    /// <param name="name">A path below <c>tests/data/goldens</c>, without the ending.</param>
    /// <param name="actual">What the code says now.</param>
    public static string Expected(string name, string actual)
    {
        string path = Repository.PathOf("tests", "data", "goldens", name + ".txt");
        if (Environment.GetEnvironmentVariable("GOLDEN") == "update")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        return File.Exists(path) ? File.ReadAllText(path) : $"no golden file {path}";
    }
}
