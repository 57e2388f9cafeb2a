namespace Simulation.Cli.Lab;

/// <summary>A scenario file and the user's wishes about it.</summary>
public sealed record ScenarioSource
{
    /// <summary>The file's path, as the user wrote it.</summary>
    public required string Path { get; init; }

    /// <summary>Its text; null reads it from the path.</summary>
    public string? Text { get; init; }

    /// <summary>All files that may be read, by their paths; null reads them from the disk.</summary>
    public IReadOnlyDictionary<string, string>? Texts { get; init; }

    /// <summary>The seed in place of the file's, or null.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Parameters set, each as <c>key=value</c>, later ones over earlier ones.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>A YAML file of parameters, or null.</summary>
    public string? ParamsPath { get; init; }

    /// <summary>Whether a very large matrix is meant.</summary>
    public bool IsLargeMeant { get; init; }
}
