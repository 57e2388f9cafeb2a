using Simulation.Components.Transactions;
using Simulation.Histories;

namespace Simulation.Tests.Components.Transactions;

public sealed class DatabaseTests
{
    public static TheoryData<string> Levels => [.. IsolationLevel.All.Select(level => level.Name)];

    [Theory]
    [MemberData(nameof(Levels))]
    public void What_a_transaction_committed_is_read_by_the_next(string level)
    {
        using var world = new DatabaseWorld(new DatabaseOptions { Isolation = level });
        world.Fill(("a", Value.Of(1)), ("b", Value.Of(2)));

        Value[] values = world.Read("a", "b", "c");

        Assert.Equal([Value.Of(1), Value.Of(2), Value.Nil], values);
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void A_transaction_over_several_shards_is_read_whole(string level)
    {
        using var world = new DatabaseWorld(new DatabaseOptions { Isolation = level, Shards = 4 });
        TestSession session = world.Session();
        session.Append("a", 1);
        session.Append("b", 1);
        session.Append("c", 1);
        session.Append("d", 1);
        session.Append("a", 2);
        session.Read("a");
        session.ReadRange("a", "z");
        session.Commit();
        world.RunFor(200);

        Value[] values = world.Read("a", "d");

        Value one = Value.Of([Value.Of(1)]);
        Value two = Value.Of(Value.Of(1), Value.Of(2));
        Assert.Equal("committed", session.State);
        Assert.Equal([two, one], values);
        Assert.Equal(
            Value.Of(
                Value.Of(Value.Of("a"), two),
                Value.Of(Value.Of("b"), one),
                Value.Of(Value.Of("c"), one),
                Value.Of(Value.Of("d"), one)
            ),
            session.Results[6]
        );
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void What_is_undone_is_not_there(string level)
    {
        using var world = new DatabaseWorld(new DatabaseOptions { Isolation = level, Shards = 2 });
        world.Fill(("a", Value.Of(1)));
        TestSession session = world.Session();
        session.Write("a", 2);
        session.Write("b", 2);
        session.Abort();
        world.RunFor(100);

        Value[] values = world.Read("a", "b");

        Assert.Equal("aborted", session.State);
        Assert.Equal([Value.Of(1), Value.Nil], values);
    }
}
