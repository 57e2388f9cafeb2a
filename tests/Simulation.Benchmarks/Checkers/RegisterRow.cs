using Simulation.Checkers;
using Simulation.Histories;

namespace Simulation.Benchmarks.Checkers;

/// <summary>Transactions on registers of which only reads and sessions tell the order.</summary>
internal static class RegisterRow
{
    private const int Long = 125_000;
    private const int Short = 10_000;

    /// <summary>1,000,000 steps of 50 sessions, and 10,000 transactions whose order must be found.</summary>
    public static IReadOnlyList<CheckerRow> All { get; } =
    [
        Row("rc-1M-steps", Long, "read-committed-BE", "AWDIT 0.53 s", "0.5 s, 1 GB"),
        Row("ra-1M-steps", Long, "read-atomic-BE", "AWDIT 0.93 s", "0.9 s, 1 GB"),
        Row("cc-1M-steps", Long, "transactional-causal", "AWDIT 3.96 s, 3.6 GB", "2.0 s, 1 GB"),
        Row("si-10k", Short, "snapshot-isolation", "PolySI needs SAT", "10 s"),
        Row("ser-10k", Short, "serializable", "Elle misses violations", "10 s"),
    ];

    private static CheckerRow Row(string name, int transactions, string model, string anchor, string goal) =>
        new(name, anchor, goal, () => Judged(transactions, model));

    private static Func<string> Judged(int transactions, string model)
    {
        History history = SimulatedRegisters.Draw(transactions, sessions: 50, keyCount: 10_000, seed: 3);
        return () => Judge.Check(history, model, JudgeOptions.Default).ToString();
    }
}
