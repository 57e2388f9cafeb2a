using System.Runtime.CompilerServices;

namespace Simulation.Tests.Reports;

/// <summary>
/// Compares a text with a file beside the test; <c>GOLDEN=update</c> rewrites the file instead.
/// </summary>
internal static class ReportGolden
{
    public static void Equal(string name, string actual, [CallerFilePath] string caller = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(caller)!, "Goldens", name);
        if (Environment.GetEnvironmentVariable("GOLDEN") == "update")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }
}
