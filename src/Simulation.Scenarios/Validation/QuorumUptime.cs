using System.Globalization;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Events;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Validation;

/// <summary>How often a majority of nodes is up that go down and come back, each on its own.</summary>
internal static class QuorumUptime
{
    private static readonly SimDuration DownMean = 10.Seconds;

    public static ValidationRow Row { get; } =
        new(
            "QUORUM-UP",
            "A quorum store on nodes that go down and come back, exponentially: share of reads answered.",
            "Barlow and Proschan, \"Statistical Theory of Reliability\", Holt 1975, section 2.1: k of n systems",
            Ask
        );

    private static IEnumerable<KnownAnswer> Ask(Effort effort)
    {
        yield return Answer(3, 2, 90, 0.972, effort.Of(200_000));
        yield return Answer(3, 2, 99, 0.999702, effort.Of(400_000));
        yield return Answer(5, 3, 90, 0.99144, effort.Of(200_000));
    }

    /// <summary>The share of reads that a quorum answered.</summary>
    internal static KnownAnswer Answer(int nodes, int quorum, int upPercent, double published, int reads) =>
        Doubt.Settle(attempt =>
        {
            SimDuration upMean = DownMean * upPercent / (100 - upPercent);
            LabRun run = LabRun.Of(
                Text(nodes, quorum, reads * attempt),
                (ulong)attempt,
                world => LetFail(world, upMean)
            );
            double[] answered =
            [
                .. run.Operations().Select(operation => operation.Outcome == Outcome.Succeeded ? 1.0 : 0.0),
            ];
            return new KnownAnswer(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"share of reads answered, {nodes} nodes, each up {upPercent} %"
                ),
                published,
                Estimate.MeanOfBatches(answered),
                Tolerance.InInterval
            );
        });

    private static void LetFail(World world, SimDuration upMean)
    {
        foreach (Node node in world.Topology.Nodes.Where(node => !node.IsClient))
        {
            var life = new Life(node, upMean, world.Random.Split($"life of {node.Name}"), world.Loop);
            life.Begin();
        }
    }

    /// <summary>
    /// A read asks one node after the other to coordinate it, for so short a time that hardly ever a node changes
    /// meanwhile; the reads are so far apart that they meet other nodes each time.
    /// </summary>
    private static string Text(int nodes, int quorum, int reads)
    {
        string seconds = (20L * reads).ToString(CultureInfo.InvariantCulture);
        return $$"""
            scenario: v1
            name: quorum-up
            duration: {{seconds}}s
            warmup: 1000s
            topology:
              regions: {lab: {nodes: {{nodes}} } }
              links:
                - {within: [lab], latency: 50us}
            components:
              store:
                kind: kv-store
                protocol: quorum
                quorum:
                  copies: {{nodes}}
                  read-quorum: {{quorum}}
                  write-quorum: {{quorum}}
                  request-timeout: 2ms
                  fallback-after: 1ms
                  suspect-for: 1ms
                  handoff-interval: 1000000s
                  anti-entropy-interval: off
            workload:
              - name: readers
                clients: {lab: 1}
                target: store
                rate: 3/m
                mix: {read: 100%}
                timeout: 20ms
                retry: {max: {{nodes}}, attempt-timeout: 3ms, backoff: 10us}
            """;
    }

    /// <summary>A node's times up and down, one after the other.</summary>
    private sealed class Life(Node node, SimDuration upMean, RandomStream random, EventLoop loop) : SimEvent
    {
        private readonly Exponential _up = new(upMean.Nanoseconds);
        private readonly Exponential _down = new(DownMean.Nanoseconds);

        public void Begin() => loop.After(new SimDuration(_up.Draw(random)), this);

        public override void Fire(object? message, object? sender, long tag)
        {
            bool isUp = node.State == NodeState.Up;
            if (isUp)
            {
                node.Crash();
            }
            else
            {
                node.Restart();
            }

            loop.After(new SimDuration((isUp ? _down : _up).Draw(random)), this);
        }
    }
}
