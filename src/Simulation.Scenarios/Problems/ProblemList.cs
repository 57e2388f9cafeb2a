namespace Simulation.Scenarios.Problems;

/// <summary>Collects all that is wrong with a scenario, so that all of it is told at once.</summary>
public sealed class ProblemList
{
    private readonly List<Problem> _problems = [];
    private readonly HashSet<Problem> _seen = [];
    private readonly List<SourceSpan> _spoiled = [];

    /// <summary>
    /// How often an error was found, also one that is listed already or follows from another; warnings do not
    /// count. It rises whenever something cannot be used.
    /// </summary>
    public int ErrorCount { get; private set; }

    /// <summary>Whether nothing may be run.</summary>
    public bool HasErrors => ErrorCount > 0;

    /// <summary>Adds an error; the same one twice counts once, as every matrix cell finds it again.</summary>
    public void Error(string code, SourceSpan where, string message, string? suggestion = null) =>
        Add(new Problem(where, code, ProblemSeverity.Error, message, suggestion));

    /// <summary>Adds a warning; the same one twice counts once.</summary>
    public void Warning(string code, SourceSpan where, string message, string? suggestion = null) =>
        Add(new Problem(where, code, ProblemSeverity.Warning, message, suggestion));

    /// <summary>
    /// Says that a value could not be made out: what else is found wrong with it from now on follows from
    /// that, and is not listed.
    /// </summary>
    public void Spoil(SourceSpan value) => _spoiled.Add(value);

    /// <summary>
    /// All problems by file, line and column; those of one place in the order in which they were found.
    /// </summary>
    public IReadOnlyList<Problem> Sorted() =>
        [
            .. _problems
                .OrderBy(problem => problem.Where.File, StringComparer.Ordinal)
                .ThenBy(problem => problem.Where.Line)
                .ThenBy(problem => problem.Where.Column),
        ];

    private void Add(Problem problem)
    {
        Kernel.Invariant.That(ProblemCatalog.Find(problem.Code) is not null);
        ErrorCount += problem.Severity == ProblemSeverity.Error ? 1 : 0;
        if (!_spoiled.Exists(value => value.Holds(problem.Where)) && _seen.Add(problem))
        {
            _problems.Add(problem);
        }
    }
}
