using Simulation.Checkers;
using Simulation.Histories;

namespace Simulation.Benchmarks.Checkers;

/// <summary>Strict serializability of transactions that append to lists.</summary>
internal static class ListAppendRow
{
    /// <summary>100,000 transactions of 20 clients.</summary>
    public static CheckerRow Long { get; } =
        new(
            "list-append-100k",
            "Elle 5.6 s cold, 3.2 s warm",
            "0.5 s with start-up",
            () => Judged(100_000, "strict-serializable")
        );

    /// <summary>1,000,000 transactions of 20 clients.</summary>
    public static CheckerRow VeryLong { get; } =
        new("list-append-1M", "-", "6 s, 2 GB", () => Judged(1_000_000, "strict-serializable"));

    /// <summary>The same 100,000 transactions by every model.</summary>
    public static CheckerRow AllModels { get; } =
        new(
            "list-append-100k-all-models",
            "Elle names the weakest broken model only",
            "twice the dearest model",
            () => Judged(100_000, "all")
        );

    /// <summary>100,000 transactions with a stale read in a hundred, by every model.</summary>
    public static CheckerRow Broken { get; } =
        new(
            "list-append-100k-broken-all-models",
            "Elle's search for cycles times out",
            "twice the dearest model",
            () => Judged(100_000, "all", staleOneIn: 100)
        );

    private static Func<string> Judged(int transactions, string model, int staleOneIn = 0)
    {
        History history = SimulatedLists.Draw(transactions, clients: 20, seed: 3, staleOneIn);
        ConsistencyModel[] models =
        [
            .. ConsistencyModels.All.Where(known =>
                known.Checker == "transactions" && (model == "all" || known.Name == model)
            ),
        ];
        return () =>
        {
            IReadOnlyList<ModelVerdict> verdicts = Judge.CheckAll(history, models, JudgeOptions.Default);
            return $"{verdicts.Count(verdict => verdict.Verdict is Verdict.Holds)} hold, "
                + $"{verdicts.Count(verdict => verdict.Verdict is Verdict.Violated)} are violated, "
                + $"{verdicts.Count(verdict => verdict.Verdict is Verdict.Undecided)} are undecided";
        };
    }
}
