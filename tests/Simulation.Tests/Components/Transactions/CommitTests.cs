using Simulation.Components.Transactions;
using Simulation.Components.Transactions.Shards;
using Simulation.Histories;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Transactions;

public sealed class CommitTests
{
    private static readonly TransactionStep[] OverAll =
    [
        new(TransactionFunction.Append, "a", Value.Of(1)),
        new(TransactionFunction.Append, "b", Value.Of(1)),
        new(TransactionFunction.Append, "c", Value.Of(1)),
        new(TransactionFunction.Append, "d", Value.Of(1)),
    ];

    private static readonly Value One = Value.Of([Value.Of(1)]);

    public static TheoryData<string> Levels => [.. IsolationLevel.All.Select(level => level.Name)];

    [Theory]
    [MemberData(nameof(Levels))]
    public void A_transaction_repeated_at_another_node_is_done_once(string level)
    {
        using var world = new DatabaseWorld(new DatabaseOptions { Isolation = level, Shards = 3 });
        TestSession session = world.Session();
        session.Run([.. OverAll, new TransactionStep(TransactionFunction.Read, "a", Value.Nil)]);
        world.RunFor(1);
        session.Repeat(world.Database.Replicas[1]);
        world.RunFor(500);
        session.Repeat(world.Database.Replicas[2]);
        session.Repeat(world.Database.Replicas[0]);
        world.RunFor(500);

        Value[] values = world.Read("a", "b", "c", "d");

        // Where writes take no locks, the second attempt may find that the first has changed what it read.
        bool mayConflict = session.Reason == "write-conflict" && level == "snapshot-isolation";
        Assert.True(session.State == "committed" || mayConflict);
        Assert.Equal(4, session.ReplyCount);
        Assert.Equal([One, One, One, One], values);
    }

    [Fact]
    public void A_commit_asked_of_a_node_that_does_not_know_the_transaction_is_unknown()
    {
        using var world = new DatabaseWorld(new DatabaseOptions { Isolation = "serializable" });
        TestSession session = world.Session();
        session.Append("a", 1);
        world.RunFor(100);
        session.Coordinator = world.Database.Replicas[1];
        session.Commit();
        world.RunFor(100);

        Assert.Equal("unknown", session.State);
    }

    [Fact]
    public void A_silent_client_loses_its_transaction_and_its_locks()
    {
        using var world = new DatabaseWorld(new DatabaseOptions { Isolation = "serializable" });
        TestSession silent = world.Session();
        TestSession other = world.Session();
        silent.Append("a", 1);
        world.RunFor(6_000);
        other.Append("a", 2);
        other.Commit();
        world.RunFor(100);
        silent.Commit();
        world.RunFor(100);

        Assert.Equal(("committed", "aborted", "lease-expired"), (other.State, silent.State, silent.Reason));
        Assert.Equal(1, world.CountOf(Database.LeaseExpired));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void A_database_survives_the_crash_of_any_one_node(string level)
    {
        for (int place = 0; place < 3; place++)
        {
            using var world = new DatabaseWorld(new DatabaseOptions { Isolation = level, Shards = 3 });
            TestSession session = world.Session(coordinator: (place + 1) % 3);
            session.Run(OverAll);
            world.RunFor(200);
            world.Nodes[place].Crash();
            world.RunFor(1_000);
            TestSession after = world.Session(coordinator: (place + 1) % 3);
            after.Run([.. OverAll, new TransactionStep(TransactionFunction.Read, "d", Value.Nil)]);
            world.RunFor(2_000);

            Assert.Equal(("committed", "committed"), (session.State, after.State));
            Assert.Equal(Value.Of(Value.Of(1), Value.Of(1)), after.Results[4]);
        }
    }

    [Fact]
    public void A_leader_that_goes_takes_the_open_transactions_with_it()
    {
        using var world = new DatabaseWorld(new DatabaseOptions { Isolation = "serializable" });
        world.Fill(("b", One));
        int leader = world
            .Nodes.ToList()
            .FindIndex(node => world.World.Roles.NodesIn("leader").Contains(node));
        TestSession session = world.Session(coordinator: (leader + 1) % 3);
        session.Append("a", 1);
        world.RunFor(100);
        world.Nodes[leader].Crash();
        world.RunFor(1_500);
        session.Append("a", 2);
        session.Commit();
        world.RunFor(1_500);

        Assert.Equal(("aborted", "leader-changed"), (session.State, session.Reason));
    }

    [Fact]
    public void When_the_coordinator_dies_the_replicated_log_undoes_what_was_only_prepared()
    {
        using var world = new DatabaseWorld(
            new DatabaseOptions { Isolation = "serializable", Shards = 3 },
            nodes: 4
        );
        TestSession session = CrashOnceInDoubt(world, out _);
        world.RunFor(6_000);

        Value[] values = world.ReadAt(1, "a", "b", "c", "d");

        Assert.Equal("open", session.State);
        Assert.Single(values.Distinct());
        Assert.NotEqual(0, world.CountOf(Database.TransactionInDoubt));
    }

    [Fact]
    public void While_a_coordinator_with_its_own_log_is_down_prepared_shards_are_blocked()
    {
        var options = new DatabaseOptions
        {
            Isolation = "serializable",
            Shards = 3,
            Replication = new() { Factor = 3 },
            DecisionLog = DecisionLog.Disk,
            LockTimeout = 1.Seconds,
        };
        using var world = new DatabaseWorld(options, nodes: 4);
        CrashOnceInDoubt(world, out NoDecisionFrom silence);
        world.World.Network.RemoveRule(silence);
        world.RunFor(10_000);
        TestSession blocked = world.Session(coordinator: 1);
        blocked.Run(OverAll);
        world.RunFor(3_000);
        world.Nodes[0].Restart();
        world.RunFor(3_000);
        TestSession free = world.Session(coordinator: 1);
        free.Run(OverAll);
        world.RunFor(2_000);

        LatencyHistogram inDoubt = world.World.Metrics.Latency("database.in-doubt");

        Assert.Equal(("aborted", "lock-timeout"), (blocked.State, blocked.Reason));
        Assert.Equal("committed", free.State);
        Assert.True(inDoubt.Percentile(100) > 10.Seconds);
    }

    [Fact]
    public void A_coordinator_that_had_decided_goes_on_after_its_crash()
    {
        var options = new DatabaseOptions
        {
            Isolation = "serializable",
            Shards = 3,
            Replication = new() { Factor = 3 },
            DecisionLog = DecisionLog.Disk,
        };
        using var world = new DatabaseWorld(options, nodes: 4);
        TestSession session = world.Session();
        var silence = new NoDecisionFrom(world.Nodes[0]);
        world.World.Network.AddRule(silence);
        session.Run(OverAll);
        world.RunFor(300);
        world.Nodes[0].Crash();
        world.RunFor(3_000);
        world.World.Network.RemoveRule(silence);
        world.Nodes[0].Restart();
        world.RunFor(3_000);

        Value[] values = world.ReadAt(1, "a", "b", "c", "d");

        Assert.Equal("committed", session.State);
        Assert.Equal([One, One, One, One], values);
        Assert.Equal(1, world.CountOf(Database.CoordinatorRecovered));
    }

    [Fact]
    public void With_percolator_a_reader_that_meets_a_lock_left_behind_rolls_it_forward()
    {
        var options = new DatabaseOptions
        {
            Isolation = "snapshot-isolation",
            Commit = CommitProtocol.Percolator,
            Shards = 3,
            Replication = new() { Factor = 3 },
        };
        using var world = new DatabaseWorld(options, nodes: 4);
        TestSession session = world.Session();
        world.World.Network.AddRule(new NoDecisionFrom(world.Nodes[0]) { IsHomeSpared = true });
        session.Run(OverAll);
        world.RunFor(300);
        world.Nodes[0].Crash();
        world.RunFor(5_000);
        int asked = world.CountOf(Database.TransactionInDoubt);

        Value[] values = world.ReadAt(1, "a", "b", "c", "d");

        Assert.Equal("committed", session.State);
        Assert.Equal(0, asked);
        Assert.NotEqual(0, world.CountOf(Database.TransactionInDoubt));
        Assert.Equal([One, One, One, One], values);
    }

    /// <summary>Crashes the first node when shards are prepared and none has heard the decision.</summary>
    private static TestSession CrashOnceInDoubt(DatabaseWorld world, out NoDecisionFrom silence)
    {
        TestSession session = world.Session();
        silence = new NoDecisionFrom(world.Nodes[0]);
        world.World.Network.AddRule(silence);
        session.Run(OverAll);
        world.RunFor(300);
        world.Nodes[0].Crash();
        return session;
    }

    /// <summary>Nobody hears the decisions of a node, or nobody but the home of the transaction.</summary>
    private sealed class NoDecisionFrom(Node node) : PacketRule
    {
        public bool IsHomeSpared { get; init; }

        public override PacketFate Decide(in Packet packet) =>
            packet.Source.Node == node
            && (
                packet.Message is ShardRequest.Finish
                || (packet.Message is ShardRequest.Decide && !IsHomeSpared)
            )
                ? PacketFate.Drop("undecided")
                : PacketFate.Pass;
    }
}
