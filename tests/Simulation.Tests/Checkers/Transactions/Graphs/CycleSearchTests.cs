using System.Globalization;
using CsCheck;
using Simulation.Checkers.Transactions;
using Simulation.Checkers.Transactions.Graphs;
using Simulation.Testing;

namespace Simulation.Tests.Checkers.Transactions.Graphs;

public sealed class CycleSearchTests
{
    private const int NodeCount = 7;

    private static readonly CycleRule[] Rules =
    [
        new(EdgeKinds.WriteWrite),
        new(EdgeKinds.Dependencies | EdgeKinds.ReadWrite),
        new(EdgeKinds.Dependencies | EdgeKinds.ReadWrite | EdgeKinds.Session),
        new(EdgeKinds.Dependencies | EdgeKinds.ReadWrite | EdgeKinds.Realtime),
        new(EdgeKinds.None, EdgeKinds.Dependencies, EdgeKinds.ReadWrite),
        new(EdgeKinds.None, EdgeKinds.Dependencies | EdgeKinds.Session, EdgeKinds.ReadWrite),
        new(EdgeKinds.None, EdgeKinds.Dependencies | EdgeKinds.Realtime, EdgeKinds.ReadWrite),
        new(EdgeKinds.WriteWrite, EdgeKinds.WriteRead, EdgeKinds.ReadWrite),
    ];

    private static readonly Gen<(int[] Times, DependencyEdge[] Edges)> Graphs = Gen.Select(
        Gen.Int[0, 20].Array[2 * NodeCount],
        Gen.Select(Gen.Int[0, NodeCount - 1], Gen.Int[0, NodeCount - 1], Gen.Int[0, 2])
            .Select((source, target, kind) => new DependencyEdge(source, target, (EdgeKinds)(1 << kind)))
            .Array[0, 10]
    );

    [Fact]
    public void The_cycle_found_is_forbidden_and_none_is_shorter()
    {
        int cyclic = 0;
        Graphs.Sample(
            sample =>
            {
                TransactionLog log = Log(sample.Times);
                bool[] all = [.. Enumerable.Repeat(true, NodeCount)];
                GraphBuilder builder = new(NodeCount);
                foreach (DependencyEdge edge in sample.Edges)
                {
                    builder.Add(edge.Source, edge.Target, edge.Kind);
                }

                OrderEdges.AddSessions(log, all, builder);
                OrderEdges.AddRealtime(log, all, builder);
                DependencyGraph graph = builder.Build();

                foreach (CycleRule rule in Rules)
                {
                    int? expected = ShortestByClosure(log, sample.Edges, rule);
                    IReadOnlyList<DependencyEdge> cycle = CycleSearch.Find(
                        CyclicCore.Of(log, graph),
                        rule,
                        long.MaxValue
                    );
                    Assert.Equal(expected is null, rule.IsSatisfiedBy(graph));
                    Assert.Equal(expected ?? 0, cycle.Count);
                    Assert.True(IsForbidden(cycle, rule));
                    cyclic += cycle.Count > 0 ? 1 : 0;
                }
            },
            iter: 5_000,
            threads: 1
        );

        Assert.True(cyclic > 5_000, $"only {cyclic} cycles");
    }

    private static bool IsForbidden(IReadOnlyList<DependencyEdge> cycle, CycleRule rule)
    {
        for (int i = 0; i < cycle.Count; i++)
        {
            DependencyEdge previous = cycle[(i + cycle.Count - 1) % cycle.Count];
            bool isAllowed =
                (cycle[i].Kind & (rule.Plain | rule.Carriers)) != 0
                || ((cycle[i].Kind & rule.Guarded) != 0 && (previous.Kind & rule.Carriers) != 0);
            if (!isAllowed || previous.Target != cycle[i].Source)
            {
                return false;
            }
        }

        return true;
    }

    private static TransactionLog Log(int[] times)
    {
        List<string> lines = [];
        for (int i = 0; i < NodeCount; i++)
        {
            int start = (100 * i) + times[2 * i];
            int end = start + 1 + (times[(2 * i) + 1] * 20);
            string told = times[2 * i] == 0 ? "lost" : "ok";
            lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"c{times[(2 * i) + 1] % 3} x+={i} {told} {start}..{(told == "ok" ? $"{end}" : "")}"
                )
            );
        }

        return TransactionLog.Of(TransactionLanguage.Parse(string.Join('\n', lines)))!;
    }

    /// <summary>Shortest walks between all states by relaxation, both orders written out.</summary>
    private static int? ShortestByClosure(TransactionLog log, DependencyEdge[] edges, CycleRule rule)
    {
        List<DependencyEdge> all = [.. edges.Where(edge => edge.Source != edge.Target)];
        for (int a = 0; a < NodeCount; a++)
        {
            for (int b = a + 1; b < NodeCount; b++)
            {
                if (log.CompletedOf(a) < int.MaxValue && log.SessionOf(a) == log.SessionOf(b))
                {
                    all.Add(new DependencyEdge(a, b, EdgeKinds.Session));
                }

                if (log.CompletedOf(a) < log.InvokedOf(b))
                {
                    all.Add(new DependencyEdge(a, b, EdgeKinds.Realtime));
                }
            }
        }

        int states = 2 * NodeCount;
        int[,] distance = new int[states, states];
        for (int from = 0; from < states; from++)
        {
            for (int to = 0; to < states; to++)
            {
                distance[from, to] = 1_000;
            }
        }

        foreach (DependencyEdge edge in all.Where(edge => (edge.Kind & rule.All) != 0))
        {
            int to = (2 * edge.Target) + ((edge.Kind & rule.Carriers) != 0 ? 1 : 0);
            distance[(2 * edge.Source) + 1, to] = 1;
            if ((edge.Kind & rule.Guarded) == 0)
            {
                distance[2 * edge.Source, to] = 1;
            }
        }

        for (int via = 0; via < states; via++)
        {
            for (int from = 0; from < states; from++)
            {
                for (int to = 0; to < states; to++)
                {
                    distance[from, to] = Math.Min(
                        distance[from, to],
                        distance[from, via] + distance[via, to]
                    );
                }
            }
        }

        int shortest = Enumerable.Range(0, states).Min(state => distance[state, state]);
        return shortest >= 1_000 ? null : shortest;
    }
}
