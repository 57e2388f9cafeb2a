using BenchmarkDotNet.Attributes;
using Simulation.Checkers;
using Simulation.Histories;
using Simulation.Histories.Reading;
using Simulation.Testing;

namespace Simulation.Benchmarks.Checkers;

/// <summary>
/// How long verdicts take: published logs, a wide search, and the linear check of unique values.
/// </summary>
[MemoryDiagnoser]
public class LinearizabilityBenchmarks
{
    private readonly List<History> _etcd = [];
    private History _wide = null!;
    private History _unique = null!;

    /// <summary>Reads and draws the histories.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        if (SharedHistories.Root is { } root)
        {
            foreach (
                string path in Directory.EnumerateFiles(Path.Combine(root, "porcupine-etcd"), "*.log").Order()
            )
            {
                _etcd.Add(HistoryReader.Read(path, File.ReadAllText(path)).Histories[0]);
            }
        }

        _wide = SimulatedRegister.Draw(operations: 1_000, clients: 20, values: 5, seed: 1);
        _unique = SimulatedRegister.Draw(operations: 100_000, clients: 20, values: 0, seed: 2);
    }

    /// <summary>All etcd logs of the shared histories; none where the folder is absent.</summary>
    [Benchmark]
    public int EtcdLogs() => _etcd.Count(history => Check(history) is Verdict.Holds);

    /// <summary>1,000 operations of 20 clients on a register with cas and five values.</summary>
    [Benchmark]
    public Verdict CasRegister() => Check(_wide);

    /// <summary>100,000 operations of 20 clients on a register in which every write is unique.</summary>
    [Benchmark]
    public Verdict UniqueRegister() => Check(_unique);

    private static Verdict Check(History history) =>
        Judge.Check(history, "linearizable", JudgeOptions.Default);
}
