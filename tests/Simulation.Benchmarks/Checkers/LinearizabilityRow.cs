using Simulation.Checkers;
using Simulation.Histories;
using Simulation.Histories.Reading;
using Simulation.Testing;

namespace Simulation.Benchmarks.Checkers;

/// <summary>Registers, of published logs and drawn.</summary>
internal static class LinearizabilityRow
{
    /// <summary>The published logs, wide histories that need a search, and long ones of unique values.</summary>
    public static IReadOnlyList<CheckerRow> All { get; } =
    [
        new("etcd", "Porcupine 654 ms for 102 logs", "65 ms for 102 logs", Etcd),
        Row("cas-1k", "Porcupine 1,048 ms, 167 MB", "100 ms", 1_000, clients: 20, values: 5),
        Row("cas-1M", "cannot", "1 s, 500 MB", 1_000_000, clients: 5, values: 5),
        Row("unique-1k", "Porcupine 6,882 ms", "1 ms", 1_000, clients: 20, values: 0),
        Row("unique-100k", "Porcupine 2,237 ms, 3 GB", "10 ms", 100_000, clients: 20, values: 0),
        Row("unique-10M", "-", "5 s, 2 GB", 10_000_000, clients: 20, values: 0),
    ];

    private static CheckerRow Row(
        string name,
        string anchor,
        string goal,
        int operations,
        int clients,
        int values
    ) =>
        new(
            name,
            anchor,
            goal,
            () =>
            {
                History history = SimulatedRegister.Draw(operations, clients, values, seed: 1);
                return () => Judge.Check(history, "linearizable", JudgeOptions.Default).ToString();
            }
        );

    private static Func<string> Etcd()
    {
        if (SharedHistories.Root is not { } root)
        {
            return () => "skipped: the shared histories are not here";
        }

        History[] logs =
        [
            .. Directory
                .EnumerateFiles(Path.Combine(root, "porcupine-etcd"), "*.log")
                .Order(StringComparer.Ordinal)
                .Select(path => HistoryReader.Read(path, File.ReadAllText(path)).Histories[0]),
        ];
        return () =>
        {
            int held = logs.Count(log =>
                Judge.Check(log, "linearizable", JudgeOptions.Default) is Verdict.Holds
            );
            return $"{held} of {logs.Length} hold";
        };
    }
}
