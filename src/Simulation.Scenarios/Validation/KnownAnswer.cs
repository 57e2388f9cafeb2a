namespace Simulation.Scenarios.Validation;

/// <summary>One number that others published, beside the one that the lab's own models gave.</summary>
/// <param name="Case">The setting within its row, such as <c>n=5 s=4 latency=.1</c>.</param>
/// <param name="Published">What is known, in the unit that the case names.</param>
/// <param name="Simulated">What came out.</param>
/// <param name="Tolerance">How far apart they may be.</param>
public sealed record KnownAnswer(string Case, double Published, Estimate Simulated, Tolerance Tolerance)
{
    /// <summary>Whether the models gave the known answer.</summary>
    public bool IsMet => Tolerance.Allows(Published, Simulated);
}

/// <summary>A setting whose outcome is known, and how the lab's models are asked for it.</summary>
/// <param name="Id">Unique in the catalogue, such as <c>RAFT-1</c>.</param>
/// <param name="Setting">What is simulated, in one sentence.</param>
/// <param name="Source">Who published the answer: paper and section.</param>
/// <param name="Ask">
/// Runs the models with so much effort and yields the answers one by one, each as soon as it is there. The
/// thread's simulator must have no world.
/// </param>
public sealed record ValidationRow(
    string Id,
    string Setting,
    string Source,
    Func<Effort, IEnumerable<KnownAnswer>> Ask
);
