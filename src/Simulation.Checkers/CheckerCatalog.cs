using Simulation.Checkers.Linearizability;
using Simulation.Checkers.Specifications;
using Simulation.Checkers.Transactions;
using Simulation.Histories;

namespace Simulation.Checkers;

/// <summary>A checker of black-box histories.</summary>
/// <param name="Name">In kebab-case.</param>
/// <param name="Summary">What it decides and how, in one sentence.</param>
/// <param name="Source">The paper behind it.</param>
/// <param name="Check">Judges a history; pure. One verdict for each model asked, in that order.</param>
public sealed record CheckerKind(
    string Name,
    string Summary,
    string Source,
    Func<Inquiry, IReadOnlyList<Verdict>> Check
);

/// <summary>What a checker is asked.</summary>
/// <param name="History">What clients saw.</param>
/// <param name="Models">The names of the models, each one of those that name the checker; at least
/// one.</param>
/// <param name="Options">The budget and the meaning of the operations.</param>
public sealed record Inquiry(History History, IReadOnlyList<string> Models, JudgeOptions Options);

/// <summary>Every checker, in the order in which they are listed.</summary>
public static class CheckerCatalog
{
    /// <summary>The catalogue.</summary>
    public static IReadOnlyList<CheckerKind> All { get; } =
    [
        new CheckerKind(
            "linearizability",
            "each operation took effect at one instant between its invocation and its return",
            "Herlihy and Wing 1990; Gibbons and Korach 1997; Lowe 2017",
            inquiry => [CheckLinearizability(inquiry.History, inquiry.Options)]
        ),
        new CheckerKind(
            "transactions",
            "what transactions read and wrote shows their dependencies, which form no forbidden cycle",
            "Adya 1999; Cerone, Bernardi and Gotsman 2015; Biswas and Enea 2019; Kingsbury and Alvaro 2020",
            TransactionChecker.Check
        ),
    ];

    /// <summary>The checker of that name, or null.</summary>
    public static CheckerKind? Find(string name) => All.FirstOrDefault(checker => checker.Name == name);

    private static Verdict CheckLinearizability(History history, JudgeOptions options)
    {
        if ((options.Specification ?? SpecificationCatalog.For(history)) is not { } specification)
        {
            string functions = string.Join(
                ", ",
                history
                    .Operations.Select(operation => operation.Function)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
            );
            return new Verdict.Undecided($"no specification understands all of {functions}");
        }

        return LinearizabilityChecker.Check(
            history,
            specification,
            options.FailedCas ?? history.FailedCas,
            options.ConfigurationsMax
        );
    }
}
