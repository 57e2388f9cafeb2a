using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Running;
using Simulation.Scenarios.Search;
using Simulation.Scenarios.Yaml;

namespace Simulation.Benchmarks.Shrinking;

/// <summary>
/// A scenario with a planted bug, put into surroundings that hide it: more faults of other kinds, and exactly
/// five clients.
/// </summary>
internal static class NoisyScenario
{
    private const int Clients = 5;

    /// <summary>Faults that a correct store lives with.</summary>
    private const string Noise = """
        swarm:
          chance: 100%
          at: 3s
          faults: [packet-loss, latency, bandwidth, duplicate, reorder, flap, slow-cpu, slow-node, lossy-nic,
            one-way-slow, brownout, disk-latency]
        """;

    /// <summary>Its text, without a seed of its own.</summary>
    public static string Of(string planted)
    {
        YamlMap root = Read(planted);
        YamlMap swarm = Read(Noise);
        root = root.With(swarm.EntryOf("swarm")!.Key, swarm["swarm"]!);
        YamlEntry load = root.EntryOf("workload")!;
        var list = (YamlList)load.Value;
        return ResolvedYamlWriter.Write(
            root.With(
                load.Key,
                list with
                {
                    Items =
                    [
                        .. list.Items.Select((item, place) => Few((YamlMap)item, place, list.Items.Count)),
                    ],
                }
            )
        );
    }

    /// <summary>How a scenario fails under a seed; null where it does not.</summary>
    public static (ScenarioCell Cell, RunResult Run, FailureSignature Signature)? Failure(
        string text,
        ulong? seed
    )
    {
        LoadResult loaded = ScenarioLoader.Load(
            "noisy.yaml",
            text,
            new LoadOptions
            {
                ReadFile = _ => null,
                Seed = seed,
                IsLargeMeant = true,
            }
        );
        foreach (ScenarioCell cell in loaded.Cells)
        {
            RunResult run = ScenarioRunner.Run(cell, new RunOptions());
            if (FailureSignature.Of(run) is { } signature)
            {
                return (cell, run, signature);
            }
        }

        return null;
    }

    private static YamlMap Read(string text) => (YamlMap)YamlReader.Read("noise", text, new ProblemList())!;

    /// <summary>A workload with its share of the clients, over its regions.</summary>
    private static YamlMap Few(YamlMap workload, int place, int count)
    {
        int own = Share(Clients, place, count);
        if (workload["clients"] is not YamlMap clients)
        {
            return workload;
        }

        IReadOnlyList<YamlEntry> regions = clients.Entries;
        return workload.With(
            workload.EntryOf("clients")!.Key,
            clients with
            {
                Entries =
                [
                    .. regions.Select(
                        (region, index) =>
                            region with
                            {
                                Value = new YamlScalar(
                                    clients.Span,
                                    $"{Share(own, index, regions.Count)}",
                                    IsPlain: true
                                ),
                            }
                    ),
                ],
            }
        );
    }

    private static int Share(int all, int index, int count) => Math.Max(1, (all + count - 1 - index) / count);
}
