namespace Simulation.Scenarios.Expressions;

/// <summary>A mistake in an expression.</summary>
/// <param name="Offset">Where it starts: characters from the start of the text, counted from 0.</param>
/// <param name="Length">How many characters it spans; at least 1, even at the end of the text.</param>
/// <param name="Message">What is wrong, such as <c>no metric 'lost_wirtes'</c>.</param>
/// <param name="Suggestion">
/// What to write instead, as it stands after the caret; null when nobody can tell.
/// </param>
public sealed record ExpressionProblem(int Offset, int Length, string Message, string? Suggestion)
{
    /// <summary>
    /// The sort of mistake, from which a problem code follows; a mistake of grammar unless said.
    /// </summary>
    public ExpressionProblemKind Kind { get; init; }
}

/// <summary>Sorts of mistakes in expressions.</summary>
public enum ExpressionProblemKind
{
    /// <summary>The words do not make a sentence.</summary>
    Grammar,

    /// <summary>A metric, aggregate, model, workload, event, filter or fault that does not exist.</summary>
    Name,

    /// <summary>
    /// A quantity without a unit, with an unknown one, or with one that the metric is not measured in.
    /// </summary>
    Unit,
}
