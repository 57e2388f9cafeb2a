namespace Simulation.Histories.Reading;

/// <summary>
/// Something wrong in a history file: the user's mistake, to be listed with all the others.
/// </summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">In characters, counted from 1.</param>
/// <param name="Message">What was found and what was expected, in one sentence.</param>
public sealed record HistoryProblem(int Line, int Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Line}:{Column}: {Message}";
}
