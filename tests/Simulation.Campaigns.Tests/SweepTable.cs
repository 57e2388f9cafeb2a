namespace Simulation.Campaigns.Tests;

/// <summary>The table that a sweep leaves in a folder.</summary>
internal static class SweepTable
{
    /// <summary>Its text, of the one sweep of the folder.</summary>
    public static string Of(string folder) =>
        File.ReadAllText(Directory.GetFiles(folder, "sweep-*.csv", SearchOption.AllDirectories).Single());
}
