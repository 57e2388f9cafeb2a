namespace Simulation.Scenarios.Problems;

/// <summary>How much a problem matters.</summary>
public enum ProblemSeverity
{
    /// <summary>Nothing is run.</summary>
    Error,

    /// <summary>It is told, and the run goes on.</summary>
    Warning,
}

/// <summary>Something that the user got wrong.</summary>
/// <param name="Where">The words at fault.</param>
/// <param name="Code">A code of <see cref="ProblemCatalog"/>.</param>
/// <param name="Severity">Whether it keeps the scenario from running.</param>
/// <param name="Message">What was found, in one sentence without a full stop.</param>
/// <param name="Suggestion">What would be right, or null when nothing is near.</param>
public sealed record Problem(
    SourceSpan Where,
    string Code,
    ProblemSeverity Severity,
    string Message,
    string? Suggestion
);
