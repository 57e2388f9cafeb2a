using Simulation.Checkers;
using Simulation.Histories;

namespace Simulation.Tests.Examples;

/// <summary>Judges whether what a client reads of a key, a number, never goes down.</summary>
public static class NeverDecreasing
{
    /// <summary>The model: a row of <c>ConsistencyModels</c>.</summary>
    public static ConsistencyModel Model { get; } =
        new(
            "never-decreasing",
            [],
            "the numbers that a client reads of a key never go down",
            Implies: [],
            "an example",
            ModelScope.Operations,
            Checker: "never-decreasing"
        );

    /// <summary>The checker: a row of <c>CheckerCatalog</c>.</summary>
    public static CheckerKind Checker { get; } =
        new("never-decreasing", "compares each read with the client's last one", "an example", Check);

    private static IReadOnlyList<Verdict> Check(Inquiry inquiry)
    {
        Verdict verdict = Judge(inquiry.History);
        return [.. inquiry.Models.Select(_ => verdict)];
    }

    private static Verdict Judge(History history)
    {
        Dictionary<(int Process, string? Key), Operation> last = [];
        foreach (
            Operation read in history.Operations.Where(operation => operation.Function == Functions.Read)
        )
        {
            if (read.Outcome != Outcome.Succeeded || !read.Result.IsNumber)
            {
                continue;
            }

            if (
                last.TryGetValue((read.Process, read.Key), out Operation? before)
                && before.Result.AsNumber > read.Result.AsNumber
            )
            {
                return new Verdict.Violated(
                    "went-down",
                    $"client {read.Process} read {before.Result} of {read.Key}, and then {read.Result}",
                    [before, read]
                );
            }

            last[(read.Process, read.Key)] = read;
        }

        return new Verdict.Holds();
    }
}
