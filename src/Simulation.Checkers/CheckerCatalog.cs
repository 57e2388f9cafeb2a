using Simulation.Checkers.Convergence;
using Simulation.Checkers.Linearizability;
using Simulation.Checkers.Sequential;
using Simulation.Checkers.Sessions;
using Simulation.Checkers.Specials;
using Simulation.Checkers.Specifications;
using Simulation.Checkers.Staleness;
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

/// <summary>
/// Every checker, in the order in which they are listed, and asked where several are: the cheap ones before
/// those that search.
/// </summary>
public static class CheckerCatalog
{
    /// <summary>The checker of transactions.</summary>
    internal const string Transactions = "transactions";

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
            "sessions",
            "each client has a view of all writes that keeps what a guarantee asks",
            "Terry et al. 1994; Ahamad et al. 1995; Bouajjani et al. 2017",
            SessionChecker.Check
        ),
        new CheckerKind(
            "sequential",
            "one order of all operations, or of all writes, explains what every client read",
            "Lamport 1979; Gibbons and Korach 1997; Terry 2013",
            SequentialChecker.Check
        ),
        new CheckerKind(
            "bounded-staleness",
            "reads are at most so many versions and so much time behind",
            "Golab, Li and Shah 2011; Golab, Hurwitz and Li 2013",
            BoundedStalenessCheck.Check
        ),
        new CheckerKind(
            "eventual",
            "the last reads of all clients after the last update agree",
            "Vogels 2009; Shapiro et al. 2011",
            EventualCheck.Check
        ),
        new CheckerKind(
            "bank",
            "every read of all accounts finds the same total, and no balance below zero",
            "Jepsen's bank checker",
            BankCheck.Check
        ),
        new CheckerKind(
            "causal-reverse",
            "no read shows a write without one that was over before that began",
            "Jepsen's causal-reverse checker",
            CausalReverseCheck.Check
        ),
        new CheckerKind(
            "counter-bounds",
            "each read lies between the acknowledged and the attempted sum",
            "Jepsen's counter-bounds checker",
            CounterBoundsCheck.Check
        ),
        new CheckerKind(
            "long-fork",
            "what reads of a group of once-written keys saw is a chain",
            "Jepsen's long-fork checker",
            LongForkCheck.Check
        ),
        new CheckerKind(
            "set-full",
            "follows each element of a set from its add to the last reads",
            "Jepsen's set-full checker",
            SetFullCheck.Check
        ),
        new CheckerKind(
            "total-queue",
            "compares what went into a queue with what came out",
            "Jepsen's total-queue checker",
            TotalQueueCheck.Check
        ),
        new CheckerKind(
            "unique-ids",
            "looks for an id that was given out twice",
            "Jepsen's unique-ids checker",
            UniqueIdsCheck.Check
        ),
        new CheckerKind(
            "write-skew",
            "looks for two transactions that each wrote what the other had read",
            "Jepsen's write-skew checker",
            WriteSkewCheck.Check
        ),
        new CheckerKind(
            Transactions,
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
