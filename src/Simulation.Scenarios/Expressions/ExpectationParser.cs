using Simulation.Kernel.Metrics;

namespace Simulation.Scenarios.Expressions;

/// <summary>Reads the sentences of <c>expect:</c>.</summary>
/// <remarks>
/// The grammar: <c>metric(args){filters} op quantity</c>, <c>history(x) is MODEL</c>,
/// <c>history(x) satisfies A, B</c>, <c>converged within D</c>, <c>never EVENT</c>,
/// <c>alert(x) fired [within D]</c>, <c>alert(x) never fired</c>, <c>run stopped</c>.
/// </remarks>
public static class ExpectationParser
{
    private static readonly string[] Openers = ["history", "converged", "never", "alert", "run"];

    /// <summary>Reads one sentence and checks its names and units.</summary>
    /// <param name="text">The sentence; any text at all.</param>
    /// <param name="vocabulary">The names that exist.</param>
    /// <returns>The expectation, or the problems; never both.</returns>
    public static ParsedExpectation Parse(string text, MetricVocabulary vocabulary)
    {
        var cursor = new TokenCursor(text);
        Expectation? expectation = Sentence(cursor, vocabulary);
        if (expectation is not null && cursor.Next.Kind != ExpressionTokenKind.End)
        {
            cursor.Miss("the end of the sentence");
        }
        return new ParsedExpectation(cursor.Problems.Count == 0 ? expectation : null, cursor.Problems);
    }

    private static Expectation? Sentence(TokenCursor cursor, MetricVocabulary vocabulary)
    {
        ExpressionToken first = cursor.Next;
        switch (first.Text)
        {
            case "history":
                cursor.Take();
                return History(cursor, vocabulary);
            case "converged":
                cursor.Take();
                return Converged(cursor);
            case "never":
                cursor.Take();
                return Never(cursor, vocabulary);
            case "alert":
                cursor.Take();
                return Alert(cursor, vocabulary);
            case "run":
                cursor.Take();
                return cursor.Expect("stopped") ? new Expectation.RunStopped() : null;
            default:
                return Compare(cursor, vocabulary);
        }
    }

    private static Expectation? History(TokenCursor cursor, MetricVocabulary vocabulary)
    {
        if (
            !cursor.Expect("(")
            || !cursor.ExpectWord("a workload", out ExpressionToken workload)
            || !cursor.Expect(")")
        )
        {
            return null;
        }
        if (!vocabulary.Workloads.Contains(workload.Text))
        {
            cursor.ReportName(workload, $"no workload '{workload.Text}'", vocabulary.Workloads);
        }
        if (cursor.TakeIf("is"))
        {
            return Model(cursor, vocabulary) is { } model
                ? new Expectation.IsModel(workload.Text, model)
                : null;
        }
        if (!cursor.TakeIf("satisfies"))
        {
            cursor.Miss("'is' or 'satisfies'");
            return null;
        }
        var models = new List<string>();
        do
        {
            if (Model(cursor, vocabulary) is not { } model)
            {
                return null;
            }
            models.Add(model);
        } while (cursor.TakeIf(","));
        return new Expectation.Satisfies(workload.Text, models);
    }

    // An unknown model is reported and read on, so that the next unknown one is reported too.
    private static string? Model(TokenCursor cursor, MetricVocabulary vocabulary)
    {
        if (!cursor.ExpectWord("a consistency model", out ExpressionToken word))
        {
            return null;
        }
        string? model = vocabulary.Model(word.Text);
        if (model is null)
        {
            cursor.ReportName(
                word,
                $"no consistency model '{word.Text}'",
                vocabulary.Models.SelectMany(known => known.Aliases.Prepend(known.Name))
            );
        }
        return model ?? word.Text;
    }

    private static Expectation.ConvergedWithin? Converged(TokenCursor cursor)
    {
        if (!cursor.Expect("within"))
        {
            return null;
        }
        Quantity? limit = Limit(cursor, MetricUnit.Duration);
        return limit is null ? null : new Expectation.ConvergedWithin(limit.ToDuration());
    }

    private static Expectation? Alert(TokenCursor cursor, MetricVocabulary vocabulary)
    {
        if (
            !cursor.Expect("(")
            || !cursor.ExpectWord("an alert", out ExpressionToken alert)
            || !cursor.Expect(")")
        )
        {
            return null;
        }
        if (!vocabulary.Alerts.Contains(alert.Text))
        {
            cursor.ReportName(alert, $"no alert '{alert.Text}' under slo", vocabulary.Alerts);
        }
        if (cursor.TakeIf("never"))
        {
            return cursor.Expect("fired") ? new Expectation.AlertQuiet(alert.Text) : null;
        }
        if (!cursor.TakeIf("fired"))
        {
            cursor.Miss("'fired' or 'never fired'");
            return null;
        }
        if (!cursor.TakeIf("within"))
        {
            return new Expectation.AlertFired(alert.Text, Limit: null);
        }
        Quantity? limit = Limit(cursor, MetricUnit.Duration);
        return limit is null ? null : new Expectation.AlertFired(alert.Text, limit.ToDuration());
    }

    private static Expectation.Never? Never(TokenCursor cursor, MetricVocabulary vocabulary)
    {
        if (!cursor.ExpectWord("an event", out ExpressionToken word))
        {
            return null;
        }
        if (!vocabulary.Events.Contains(word.Text))
        {
            cursor.ReportName(word, $"no event '{word.Text}'", vocabulary.Events);
        }
        return new Expectation.Never(word.Text);
    }

    private static Expectation.Compare? Compare(TokenCursor cursor, MetricVocabulary vocabulary)
    {
        if (MetricCallParser.Parse(cursor, vocabulary, Openers) is not var (call, unit))
        {
            return null;
        }
        MetricCall? divisor = null;
        if (cursor.TakeIf("/") && !Divisor(cursor, vocabulary, ref unit, out divisor))
        {
            return null;
        }
        if (Operator(cursor) is not { } comparison)
        {
            return null;
        }
        if (unit is not { } known)
        {
            Skip(cursor);
            return null;
        }
        bool isShare = cursor.Next.Text.EndsWith('%');
        MetricUnit quotient = isShare ? MetricUnit.Ratio : MetricUnit.Count;
        return Limit(cursor, divisor is null ? known : quotient) is { } limit
            ? new Expectation.Compare(call, comparison, limit) { Divisor = divisor, Unit = known }
            : null;
    }

    /// <summary>Reads what a metric is divided by; the unit is unknown afterwards when either is.</summary>
    private static bool Divisor(
        TokenCursor cursor,
        MetricVocabulary vocabulary,
        ref MetricUnit? unit,
        out MetricCall? divisor
    )
    {
        divisor = null;
        ExpressionToken first = cursor.Next;
        if (MetricCallParser.Parse(cursor, vocabulary, []) is not var (call, other))
        {
            return false;
        }
        divisor = call;
        if (unit is not null && other is not null && unit != other)
        {
            cursor.Report(
                first,
                "a metric is divided by another of the same unit",
                suggestion: null,
                ExpressionProblemKind.Unit
            );
        }
        unit = other is null ? null : unit;
        return true;
    }

    private static Comparison? Operator(TokenCursor cursor)
    {
        Comparison? comparison = cursor.Next.Text switch
        {
            "<" => Comparison.Less,
            "<=" => Comparison.LessOrEqual,
            ">" => Comparison.Greater,
            ">=" => Comparison.GreaterOrEqual,
            "==" => Comparison.Equal,
            "!=" => Comparison.NotEqual,
            _ => null,
        };
        if (comparison is null)
        {
            cursor.Miss("a comparison", cursor.Sees("=") ? "write ==" : "write <, <=, >, >=, == or !=");
            return null;
        }
        cursor.Take();
        return comparison;
    }

    private static Quantity? Limit(TokenCursor cursor, MetricUnit unit)
    {
        if (!cursor.ExpectWord("a quantity", out ExpressionToken word))
        {
            return null;
        }
        if (
            cursor.Next.Kind == ExpressionTokenKind.Word
            && ExpressionQuantity.IsUnit(cursor.Next.Text)
            && ExpressionQuantity.NumberLength(word.Text) == word.Text.Length
        )
        {
            cursor.Miss("the unit right after its number", $"write {word.Text}{cursor.Next.Text}");
            return null;
        }
        Quantity? quantity = ExpressionQuantity.Parse(
            word.Text,
            unit,
            out string message,
            out string? suggestion
        );
        if (quantity is null)
        {
            cursor.Report(word, message, suggestion, ExpressionProblemKind.Unit);
        }
        return quantity;
    }

    // Nobody knows the unit of an unknown metric, so its limit cannot be judged.
    private static void Skip(TokenCursor cursor) => cursor.ExpectWord("a quantity", out _);
}

/// <summary>What reading a sentence gave.</summary>
/// <param name="Expectation">The expectation; null when there is any problem.</param>
/// <param name="Problems">What is wrong, in the order of the text; empty when nothing is.</param>
public sealed record ParsedExpectation(Expectation? Expectation, IReadOnlyList<ExpressionProblem> Problems);
