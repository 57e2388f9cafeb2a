using Simulation.Components.Transactions;
using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Transactions;

public sealed class SpannerTests
{
    private static readonly DatabaseOptions Options = new()
    {
        Isolation = "strict-serializable",
        Protocol = StrictProtocol.Spanner,
        Shards = 2,
    };

    [Theory]
    [InlineData(0, 2)]
    [InlineData(6, 2)]
    [InlineData(-6, 2)]
    [InlineData(-500, 1)]
    public void A_read_by_another_node_is_current_as_long_as_clocks_are_no_further_off_than_believed(
        int offset,
        long expected
    )
    {
        using var world = new DatabaseWorld(Options);
        world.Fill(("a", Value.Of(1)));
        world.RunFor(1_000);
        world.Nodes[2].Clock.Shift(offset.Milliseconds);
        TestSession writer = world.Session(coordinator: 0);
        TestSession reader = world.Session(coordinator: 2);
        writer.Run(new TransactionStep(TransactionFunction.Write, "a", Value.Of(2)));
        RunUntilDone(world, writer);
        reader.Run(new TransactionStep(TransactionFunction.Read, "a", Value.Nil));
        world.RunFor(1_000);

        Assert.Equal(("committed", "committed"), (writer.State, reader.State));
        Assert.Equal(Value.Of(expected), reader.Results[0]);
    }

    [Fact]
    public void A_commit_waits_out_the_uncertainty_of_the_clocks_twice()
    {
        using var world = new DatabaseWorld(Options);
        TestSession writer = world.Session();
        SimTime begin = world.World.Loop.Now;
        writer.Run(new TransactionStep(TransactionFunction.Write, "a", Value.Of(2)));
        RunUntilDone(world, writer);

        SimDuration length = world.World.Loop.Now - begin;

        Assert.Equal("committed", writer.State);
        Assert.InRange(length.TotalMilliseconds, 14, 40);
    }

    [Fact]
    public void What_only_reads_takes_no_locks()
    {
        using var world = new DatabaseWorld(Options);
        world.Fill(("a", Value.Of(1)));
        TestSession writer = world.Session();
        TestSession reader = world.Session(coordinator: 1);
        writer.Write("a", 2);
        world.RunFor(50);
        reader.Run(new TransactionStep(TransactionFunction.Read, "a", Value.Nil));
        world.RunFor(50);
        writer.Commit();
        world.RunFor(100);

        Assert.Equal(("committed", "committed"), (writer.State, reader.State));
        Assert.Equal(Value.Of(1), reader.Results[0]);
    }

    private static void RunUntilDone(DatabaseWorld world, TestSession session)
    {
        for (int step = 0; step < 500 && session.State == "open"; step++)
        {
            world.RunFor(1);
        }
    }
}
