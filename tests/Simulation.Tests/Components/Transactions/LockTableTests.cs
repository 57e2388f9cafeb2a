using CsCheck;
using Simulation.Components.Transactions;
using Simulation.Components.Transactions.Shards;
using Simulation.Histories;

namespace Simulation.Tests.Components.Transactions;

public sealed class LockTableTests
{
    private readonly LockTable _locks = new();
    private readonly ActiveTransaction _first = Transaction(1);
    private readonly ActiveTransaction _second = Transaction(2);

    [Fact]
    public void A_key_is_shared_by_many_or_held_by_one()
    {
        _locks.TakeShared(_first, "a");
        _locks.TakeShared(_second, "a");

        Assert.Empty(Shared(_second, "a"));
        Assert.Equal([_second], Exclusive(_first, "a"));
        Assert.Equal([_first], Exclusive(_second, "a"));
    }

    [Fact]
    public void Whoever_shares_a_key_alone_may_come_to_hold_it()
    {
        _locks.TakeShared(_first, "a");

        Assert.Empty(Exclusive(_first, "a"));
    }

    [Fact]
    public void A_range_keeps_out_the_writers_of_keys_that_do_not_exist_yet()
    {
        _locks.TakeRange(_first, new KeyRange("a", "c"));

        Assert.Equal([_first], Exclusive(_second, "b"));
        Assert.Empty(Exclusive(_second, "d"));
        Assert.Empty(Exclusive(_first, "b"));
    }

    [Fact]
    public void A_written_key_keeps_out_the_readers_of_ranges_around_it()
    {
        _locks.TakeExclusive(_first, "b");

        var conflicts = new List<ActiveTransaction>();
        _locks.AddConflictsOfRange(_second, new KeyRange("a", "c"), conflicts);

        Assert.Equal([_first], conflicts);
    }

    [Fact]
    public void What_is_released_is_free()
    {
        _locks.TakeShared(_first, "a");
        _locks.TakeExclusive(_first, "b");
        _locks.TakeRange(_first, new KeyRange("a", "c"));

        _locks.ReleaseAll(_first);

        Assert.Empty(Exclusive(_second, "a"));
        Assert.Empty(Exclusive(_second, "b"));
        Assert.Null(_locks.WriterOf("b"));
    }

    /// <summary>The versions of a key answer as a plain list of all of them would.</summary>
    [Fact]
    public void A_snapshot_shows_the_newest_version_that_is_not_newer() =>
        Gen.Select(Gen.Int[1, 1_000].Array[1, 30], Gen.Int[0, 40_000])
            .Sample(
                (gaps, stamp) =>
                {
                    var keys = new VersionedKeys();
                    var all = new List<KeyVersion>();
                    long at = 0;
                    foreach (int gap in gaps)
                    {
                        at += gap;
                        all.Add(new KeyVersion(at, Value.Of(at), (int)at));
                        keys.Add("k", all[^1]);
                    }

                    KeyVersion expected = all.LastOrDefault(version => version.Stamp <= stamp);

                    return keys.At("k", stamp)!.Value.Stamp == expected.Stamp && keys.Newest("k") == all[^1];
                }
            );

    [Fact]
    public void A_snapshot_of_long_ago_is_refused_rather_than_answered_wrongly()
    {
        var keys = new VersionedKeys();
        keys.Add("k", new KeyVersion(1, Value.Of(1), 1));
        keys.Add("k", new KeyVersion(2, Value.Of(2), 2));
        keys.Add("k", new KeyVersion(20_000_000_000, Value.Of(3), 3));

        Assert.Null(keys.At("k", 1));
        Assert.Equal(Value.Of(2), keys.At("k", 2)!.Value.Value);
    }

    private static ActiveTransaction Transaction(int number) =>
        new(new TransactionStart(new TransactionId(number, 0, 1), number, 0, false), null!);

    private List<ActiveTransaction> Shared(ActiveTransaction owner, string key)
    {
        var conflicts = new List<ActiveTransaction>();
        _locks.AddConflictsOfShared(owner, key, conflicts);
        return conflicts;
    }

    private List<ActiveTransaction> Exclusive(ActiveTransaction owner, string key)
    {
        var conflicts = new List<ActiveTransaction>();
        _locks.AddConflictsOfExclusive(owner, key, conflicts);
        return conflicts;
    }
}
