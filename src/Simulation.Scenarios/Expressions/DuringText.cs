using Simulation.Kernel.Metrics;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Problems;

namespace Simulation.Scenarios.Expressions;

/// <summary>
/// Reads <c>during:</c>: <c>steady</c>, <c>recovery</c>, a fault's id, or <c>65s..115s</c>.
/// </summary>
public static class DuringText
{
    private static readonly string[] Keywords = ["steady", "recovery"];

    /// <summary>Reads one text.</summary>
    /// <param name="text">Any text at all.</param>
    /// <param name="faultIds">The ids of the scenario's faults.</param>
    /// <returns>The part of the run, or the problems; never both.</returns>
    public static ParsedDuring Parse(string text, IReadOnlyList<string> faultIds)
    {
        var problems = new List<ExpressionProblem>();
        During? during = text switch
        {
            "steady" => new During.Steady(),
            "recovery" => new During.Recovery(),
            _ when faultIds.Contains(text) => new During.WhileFault(text),
            _ when text.Contains("..", StringComparison.Ordinal) => Range(text, problems),
            _ => Unknown(text, faultIds, problems),
        };
        return new ParsedDuring(during, problems);
    }

    private static During.Between? Range(string text, List<ExpressionProblem> problems)
    {
        int dots = text.IndexOf("..", StringComparison.Ordinal);
        SimDuration? start = Instant(text, 0, dots, problems);
        SimDuration? end = Instant(text, dots + 2, text.Length, problems);
        if (start is not { } from || end is not { } to)
        {
            return null;
        }
        if (from >= to)
        {
            problems.Add(
                new ExpressionProblem(
                    0,
                    text.Length,
                    $"'{text}' ends before it begins",
                    $"write {to}..{from}"
                )
            );
            return null;
        }
        return new During.Between(new SimTime(from.Nanoseconds), new SimTime(to.Nanoseconds));
    }

    private static SimDuration? Instant(string text, int start, int end, List<ExpressionProblem> problems)
    {
        Quantity? quantity = ExpressionQuantity.Parse(
            text[start..end],
            MetricUnit.Duration,
            out string message,
            out string? suggestion
        );
        if (quantity is null)
        {
            problems.Add(
                new ExpressionProblem(start, Math.Max(1, end - start), message, suggestion)
                {
                    Kind = ExpressionProblemKind.Unit,
                }
            );
        }
        return quantity?.ToDuration();
    }

    private static During? Unknown(
        string text,
        IReadOnlyList<string> faultIds,
        List<ExpressionProblem> problems
    )
    {
        problems.Add(
            new ExpressionProblem(
                0,
                Math.Max(1, text.Length),
                $"no fault '{text}'",
                Suggestion.DidYouMean(text, faultIds.Concat(Keywords))
                    ?? "write steady, recovery, a fault's id or 65s..115s"
            )
            {
                Kind = ExpressionProblemKind.Name,
            }
        );
        return null;
    }
}

/// <summary>What reading a <c>during:</c> gave.</summary>
/// <param name="During">The part of the run; null when there is any problem.</param>
/// <param name="Problems">What is wrong, in the order of the text; empty when nothing is.</param>
public sealed record ParsedDuring(During? During, IReadOnlyList<ExpressionProblem> Problems);
