namespace Simulation.Histories;

/// <summary>What the clients of one run saw, and nothing that only the lab can know.</summary>
/// <param name="Name">The workload's name.</param>
/// <param name="Operations">In the order of invocation; <see cref="Operation.Index"/> is the place.</param>
public sealed record History(string Name, IReadOnlyList<Operation> Operations);
