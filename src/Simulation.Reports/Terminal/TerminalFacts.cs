namespace Simulation.Reports.Terminal;

/// <summary>
/// What a terminal report needs to know besides the runs; none of it belongs into result files.
/// </summary>
/// <param name="Elapsed">How long the runs took on the wall clock; null leaves it out.</param>
/// <param name="Folder">Where the results were written; null when they were not.</param>
/// <param name="Planned">How many runs were planned; more than there are when the user interrupted.</param>
/// <param name="Width">Columns of the terminal; tables wider than that are split. Null for no limit.</param>
/// <param name="HasBar">Whether to draw a bar for the runs done.</param>
/// <param name="Exit">What is said to the shell.</param>
public sealed record TerminalFacts(
    TimeSpan? Elapsed,
    string? Folder,
    int Planned,
    int? Width,
    bool HasBar,
    ExitCode Exit
);
