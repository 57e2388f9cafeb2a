using System.Globalization;
using Simulation.Components.Stores;
using Simulation.Components.Stores.Quorum;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;

namespace Simulation.Scenarios.Validation;

/// <summary>
/// A quorum store of five replicas, three of which are home to the keys that probes ask for; of the others one
/// coordinates the writes and one the reads, so that each leg of a message has a latency of its own. Disks take
/// no time, and nothing is repaired but by the writes themselves.
/// </summary>
/// <remarks>Source: the WARS model of Bailis et al., "Probabilistically Bounded Staleness for Practical Partial
/// Quorums", PVLDB 5(8), 2012, section 4.1.</remarks>
internal sealed record QuorumTrial
{
    private const int Homes = 3;
    private const int Probes = 20;

    /// <summary>How many homes must have a write.</summary>
    public required int WriteQuorum { get; init; }

    /// <summary>How many homes must answer a read.</summary>
    public required int ReadQuorum { get; init; }

    /// <summary>W: a write on its way to a home, in nanoseconds.</summary>
    public required Distribution WriteLeg { get; init; }

    /// <summary>A, R and S: the acknowledgement, a read on its way to a home, its answer.</summary>
    public required Distribution OtherLegs { get; init; }

    /// <summary>At which times after the acknowledgement of a version it is read, in rising order.</summary>
    public required IReadOnlyList<SimDuration> ReadAfter { get; init; }

    /// <summary>From the last read of a version to the next write.</summary>
    public required SimDuration Pause { get; init; }

    /// <summary>How many versions are written.</summary>
    public required int Writes { get; init; }

    /// <summary>What chance comes from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Whether a request reaches only as many homes as its quorum needs, drawn anew each time.</summary>
    public bool IsNarrow { get; init; }

    /// <summary>Which homes are reached; null for all.</summary>
    public NarrowReach? Reach { get; private init; }

    /// <summary>Runs it.</summary>
    public QuorumFindings Run()
    {
        using World world = Simulator.Current.CreateWorld(Seed);
        var truth = new GroundTruth();
        Node[] nodes =
        [
            .. Enumerable.Range(1, Homes).Select(home => Add(world, $"home-{home}", "homes")),
            Add(world, "writer", "writer"),
            Add(world, "reader", "reader"),
        ];
        SetLegs(world);
        IReadOnlyList<ProcessRef> replicas = QuorumStore.Deploy(
            new StoreDeployment(world, "store", nodes, truth),
            Options()
        );
        QuorumTrial trial = this;
        if (IsNarrow)
        {
            var reach = new NarrowReach(nodes[..Homes], world.Random.Split("reach"), WriteQuorum, ReadQuorum);
            world.Network.AddRule(reach);
            trial = this with { Reach = reach };
        }

        var findings = new QuorumFindings(ReadAfter.Count);
        Node client = world.Topology.AddNode("client", new Place("", "client", ""), isClient: true);
        int probes = IsNarrow ? 1 : Probes;
        string[] keys = [.. KeysOfHomes(truth).Take(probes)];
        for (int probe = 0; probe < probes; probe++)
        {
            int number = probe;
            world.Deploy(
                client,
                string.Create(CultureInfo.InvariantCulture, $"probe-{number}"),
                () => new QuorumProbe(number, keys[number], trial, findings, (replicas[Homes], replicas[^1]))
            );
        }

        while (findings.Writes.Count < Writes)
        {
            world.RunUntil(world.Loop.Now + 10.Seconds);
        }

        return findings;
    }

    /// <summary>Keys that no coordinator is home to.</summary>
    private static IEnumerable<string> KeysOfHomes(GroundTruth truth) =>
        Enumerable
            .Range(0, 1_000_000)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"k{number}"))
            .Where(key => truth.HomesOf!(key).All(home => home < Homes));

    private static Node Add(World world, string name, string region)
    {
        Node node = world.Topology.AddNode(name, new Place("", region, ""));
        node.Device.SyncLatency = Distribution.Constant(0);
        return node;
    }

    private void SetLegs(World world)
    {
        world.Topology.SetLinks((_, _) => true, new LinkProfile { Latency = Distribution.Constant(0) });
        world.Topology.SetLinks(
            (source, target) => source.Region == "homes" || target.Region == "homes",
            new LinkProfile { Latency = OtherLegs }
        );
        world.Topology.SetLinks(
            (source, target) => source.Region == "writer" && target.Region == "homes",
            new LinkProfile { Latency = WriteLeg }
        );
    }

    private QuorumOptions Options() =>
        new()
        {
            Copies = Homes,
            ReadQuorum = ReadQuorum,
            WriteQuorum = WriteQuorum,
            Versions = VersionOrder.LastWriterWins,
            HintedHandoff = false,
            HandoffInterval = 1_000_000.Seconds,
            ReadRepair = false,
            AntiEntropyInterval = null,
            FallbackAfter = 1.Milliseconds,
            RequestTimeout = IsNarrow ? 10.Milliseconds : 60.Seconds,
            SuspectFor = 1.Milliseconds,
        };
}
