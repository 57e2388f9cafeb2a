namespace Simulation.Components.Stores;

/// <summary>A name for what a store promises, and the protocols that keep the promise.</summary>
/// <param name="Name">What <c>consistency:</c> calls it.</param>
/// <param name="Aliases">Other names for the same.</param>
/// <param name="Protocols">The protocols that give it, the one taken unless another is named first.</param>
public sealed record ConsistencyLevel(
    string Name,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> Protocols
)
{
    /// <summary>All levels that some protocol gives, strongest first.</summary>
    public static IReadOnlyList<ConsistencyLevel> All { get; } =
    [
        new("linearizable", ["strong"], ["raft", "chain", "craq"]),
        new("sequential", [], ["fast-read"]),
        new("bounded-staleness", [], ["follower-read"]),
        new("causal", ["causal+"], ["lazy-replication"]),
        new("session", [], ["bayou"]),
        new("consistent-prefix", ["prefix"], ["prefix-read"]),
        new("eventual", [], ["multi-leader"]),
    ];

    /// <summary>The level of a name or alias, or null.</summary>
    public static ConsistencyLevel? Find(string name) =>
        All.FirstOrDefault(level =>
            string.Equals(level.Name, name, StringComparison.Ordinal)
            || level.Aliases.Contains(name, StringComparer.Ordinal)
        );
}
