using Simulation.Components.Stores.Raft;
using Simulation.Components.Transactions;
using Simulation.Components.Transactions.Shards;
using Simulation.Histories;

namespace Simulation.Tests.Components.Derived;

public sealed class ChangeLogTests
{
    [Fact]
    public void Changes_keep_their_numbers_when_older_ones_go()
    {
        var log = new ChangeLog(keep: 3);
        for (int operation = 10; operation < 15; operation++)
        {
            log.Add("k", new KeyVersion(operation, Value.Of(operation), operation));
        }

        Assert.Equal((2, 5), (log.First, log.End));
        Assert.Equal([(3, 13), (4, 14)], log.From(3, limit: 5).Select(one => (one.Number, one.Operation)));
        Assert.Equal([2], log.From(2, limit: 1).Select(one => one.Number));
        Assert.Empty(log.From(5, limit: 1));
    }

    [Fact]
    public void What_is_restored_goes_on_where_it_was()
    {
        var log = new ChangeLog(keep: 2);
        log.Add("a", new KeyVersion(1, Value.Of(1), 7));
        log.Add("b", new KeyVersion(2, Value.Of(2), 8));
        log.Add("c", new KeyVersion(3, Value.Of(3), 9));
        var other = new ChangeLog(keep: 2);
        other.Add("z", new KeyVersion(1, Value.Nil, 1));

        other.Restore(log.ToImage());

        Assert.Equal((log.First, log.End), (other.First, other.End));
        Assert.Equal(log.From(1, 9), other.From(1, 9));
    }

    [Fact]
    public void It_is_part_of_what_a_shard_replicates()
    {
        var leader = new ShardState { Changes = new ChangeLog(keep: 10) };
        for (int operation = 1; operation <= 3; operation++)
        {
            var id = new TransactionId(operation, 0, 1);
            KeyWrite[] writes =
            [
                new KeyWrite("a", Value.Of(operation)),
                new KeyWrite("b", Value.Of(operation)),
            ];
            leader.Apply(new ShardCommand.CommitAlone(id, operation, writes, []), self: 0);
        }

        var follower = new ShardState { Changes = new ChangeLog(keep: 10) };
        follower.Restore(leader.ToSnapshot(new LogPosition(3, 1)));

        Assert.Equal(6, follower.Changes.End);
        Assert.Equal(leader.Changes.From(0, 10), follower.Changes.From(0, 10));
    }
}
