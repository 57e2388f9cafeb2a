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
}
