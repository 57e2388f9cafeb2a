using Simulation.Components.Transactions;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;

namespace Simulation.Tests.Components.Transactions;

/// <summary>
/// Half a minute of transactions over several shards on a network that loses, doubles and reorders, while one
/// node after the other crashes, is cut off, or has its clock set wrong.
/// </summary>
public sealed class DatabaseFaultsTests
{
    private static readonly string[] Prefixed =
    [
        "snapshot-isolation",
        "percolator",
        "serializable",
        "optimistic",
        "wait-die",
        "disk",
        "strict-serializable",
        "spanner",
    ];

    private static readonly string[] Loose =
    [
        "read-uncommitted",
        "read-committed",
        "cursor-stability",
        "repeatable-read",
    ];

    public static TheoryData<string, int> Runs
    {
        get
        {
            var runs = new TheoryData<string, int>();
            foreach (string name in (string[])[.. Prefixed, .. Loose])
            {
                for (int seed = 1; seed <= 3; seed++)
                {
                    runs.Add(name, seed);
                }
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Whatever_breaks_a_transaction_is_done_once_and_whole_or_not_at_all(string name, int seed)
    {
        using var world = new DatabaseWorld(OptionsOf(name), nodes: 5, seed: (ulong)seed);

        Ledger ledger = Run(world);

        int committed = ledger.Entries.Count(entry => entry.State == "committed");
        string? fault = ledger.Fault(
            world.Read([.. Ledger.Lists]),
            readsArePrefixes: Prefixed.Contains(name, StringComparer.Ordinal),
            keepsRealTime: name is not "spanner"
        );
        Assert.Null(fault);
        Assert.True(committed >= 100, $"{ledger}\n{world.Describe()}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        ulong[] fingerprints = new ulong[2];
        for (int run = 0; run < 2; run++)
        {
            using var world = new DatabaseWorld(OptionsOf("percolator"), nodes: 5, seed: 7);
            Run(world);
            fingerprints[run] = world.World.Trace.Fingerprint;
        }

        Assert.Equal(fingerprints[0], fingerprints[1]);
    }

    internal static DatabaseOptions OptionsOf(string name)
    {
        DatabaseOptions options = HermitageTests.OptionsOf(name == "disk" ? "serializable" : name, shards: 3);
        return options with
        {
            Replication = new() { Factor = 3 },
            DecisionLog = name == "disk" ? DecisionLog.Disk : DecisionLog.Raft,
        };
    }

    private static Ledger Run(DatabaseWorld world)
    {
        world.World.Topology.SetLinks(
            (_, _) => true,
            new LinkProfile
            {
                Latency = new UniformUpTo(4.Milliseconds),
                Loss = new Ratio(5_000),
                Duplicate = new Ratio(5_000),
            }
        );
        var ledger = new Ledger(SimTime.Zero + 30.Seconds);
        for (int client = 0; client < 5; client++)
        {
            int number = 100 + client;
            Node node = world.World.Topology.AddNode($"c{number}", world.Nodes[0].Place);
            world.World.Deploy(node, $"ledger@{number}", () => new LedgerClient(number, world, ledger));
        }

        world.RunFor(3_000);
        RandomStream chance = world.World.Random.Split("test faults");
        for (int round = 0; round < 7; round++)
        {
            world.RunFor(2_000);
            Break(world, chance, world.Nodes[chance.NextBelow(world.Nodes.Count)]);
        }

        world.RunFor(15_000);
        return ledger;
    }

    private static void Break(DatabaseWorld world, RandomStream chance, Node node)
    {
        switch (chance.NextBelow(4))
        {
            case 0:
                node.Crash();
                world.RunFor(2_000);
                node.Restart();
                break;
            case 1:
                PacketRule cut = world.Isolate(node);
                world.RunFor(2_000);
                world.World.Network.RemoveRule(cut);
                break;
            case 2:
                node.Pause();
                world.RunFor(2_000);
                node.Resume();
                break;
            default:
                node.Clock.Shift((200 - 400 * chance.NextBelow(2)).Milliseconds);
                world.RunFor(2_000);
                break;
        }
    }
}
