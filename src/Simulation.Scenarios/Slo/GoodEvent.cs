using Simulation.Histories;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Slo;

/// <summary>Which operations count for a promise, and which of them are good.</summary>
/// <param name="Function">The function that counts; null for any.</param>
/// <param name="Bound">How soon the answer must come; null for at any time.</param>
internal sealed record GoodEvent(string? Function, SimDuration? Bound)
{
    private const string Any = "any";

    private static readonly string[] Known =
    [
        Any,
        Functions.Read,
        Functions.Write,
        Functions.Cas,
        Functions.Transaction,
        Functions.Add,
        Functions.Remove,
        Functions.Enqueue,
        Functions.Dequeue,
        Functions.Generate,
    ];

    /// <summary>Reads <c>write succeeded within 800ms</c>; null when the text is none such.</summary>
    public static GoodEvent? Parse(string text, out string problem)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        problem = "write OPERATION succeeded, or OPERATION succeeded within 800ms";
        if (
            words.Length is not (2 or 4)
            || words[1] != "succeeded"
            || (words.Length == 4 && words[2] != "within")
        )
        {
            return null;
        }

        if (!Known.Contains(words[0], StringComparer.Ordinal))
        {
            problem = $"no operation is called '{words[0]}': take one of {string.Join(", ", Known)}";
            return null;
        }

        SimDuration? bound = null;
        if (words.Length == 4)
        {
            if (!QuantityText.TryDuration(words[3], out SimDuration length, out problem))
            {
                return null;
            }

            bound = length;
        }

        return new GoodEvent(words[0] == Any ? null : words[0], bound);
    }

    /// <summary>Whether an operation counts.</summary>
    public bool Counts(Operation operation) => Function is null || operation.Function == Function;

    /// <summary>Whether an operation is good.</summary>
    public bool IsGood(Operation operation) =>
        operation is { IsAnswered: true, Completed: { } completed }
        && (Bound is not { } bound || completed - operation.Invoked <= bound);

    /// <summary>When it is known whether it is good: at its end, or when it is too late; null for never.</summary>
    public SimTime? KnownAt(Operation operation) =>
        Bound is not { } bound ? operation.Completed
        : operation.Completed is { } completed && completed < operation.Invoked + bound ? completed
        : operation.Invoked + bound;
}
