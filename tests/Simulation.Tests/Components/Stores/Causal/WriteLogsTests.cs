using CsCheck;
using Simulation.Components.Stores.Causal;
using Simulation.Components.Stores.MultiLeader;
using Simulation.Histories;

namespace Simulation.Tests.Components.Stores.Causal;

public sealed class WriteLogsTests
{
    [Fact]
    public void A_write_waits_for_what_it_depends_on()
    {
        var logs = new WriteLogs(3, checksDependencies: true);
        LoggedWrite cause = Write(origin: 0, count: 1);
        LoggedWrite effect = Write(origin: 1, count: 1, VersionVector.Empty(3).With(0, 1));

        logs.Receive(effect);
        bool isEarlyVisible = logs.TryTakeNext(out _);
        logs.Receive(cause);

        Assert.False(isEarlyVisible);
        Assert.Equal([cause, effect], TakeAll(logs));
    }

    [Fact]
    public void Without_dependencies_an_effect_shows_before_its_cause()
    {
        var logs = new WriteLogs(3, checksDependencies: false);
        LoggedWrite effect = Write(origin: 1, count: 1, VersionVector.Empty(3).With(0, 1));

        logs.Receive(effect);

        Assert.Equal([effect], TakeAll(logs));
    }

    [Fact]
    public void Writes_of_one_replica_show_in_their_order_and_once()
    {
        var logs = new WriteLogs(3, checksDependencies: true);
        LoggedWrite first = Write(origin: 0, count: 1);
        LoggedWrite second = Write(origin: 0, count: 2);

        logs.Receive(second);
        logs.Receive(first);
        logs.Receive(second);
        List<LoggedWrite> taken = TakeAll(logs);
        logs.Receive(first);

        Assert.Equal([first, second], taken);
        Assert.Empty(TakeAll(logs));
    }

    [Fact]
    public void What_another_lacks_begins_behind_what_it_has_also_after_a_trim()
    {
        var logs = new WriteLogs(3, checksDependencies: true);
        for (long count = 1; count <= 5; count++)
        {
            logs.Receive(Write(origin: 0, count));
        }

        TakeAll(logs);
        logs.Trim(VersionVector.Empty(3).With(0, 2));
        LoggedWrite[] missing = logs.MissingFrom(VersionVector.Empty(3).With(0, 3), countMax: 10);

        Assert.Equal([4L, 5L], missing.Select(write => write.Count));
    }

    [Fact]
    public void In_whatever_order_writes_come_all_show_and_none_before_its_cause() =>
        Gen.Shuffle(Enumerable.Range(0, 12).ToArray())
            .Sample(order =>
            {
                List<LoggedWrite> writes = Chain();
                var logs = new WriteLogs(3, checksDependencies: true);
                VersionVector shown = VersionVector.Empty(3);

                foreach (int index in order)
                {
                    logs.Receive(writes[index]);
                    foreach (LoggedWrite taken in TakeAll(logs))
                    {
                        Assert.True(shown.Covers(taken.Dependencies));
                        shown = shown.With(taken.Origin, taken.Count);
                    }
                }

                Assert.Equal("[4 4 4]", logs.Visible.ToString());
                Assert.Equal(0, logs.EarlyCount);
            });

    /// <summary>Twelve writes at three replicas in turn, each depending on all before it.</summary>
    private static List<LoggedWrite> Chain()
    {
        var writes = new List<LoggedWrite>();
        VersionVector seen = VersionVector.Empty(3);
        for (int index = 0; index < 12; index++)
        {
            writes.Add(Write(index % 3, index / 3 + 1, seen));
            seen = seen.With(index % 3, index / 3 + 1);
        }

        return writes;
    }

    private static List<LoggedWrite> TakeAll(WriteLogs logs)
    {
        var taken = new List<LoggedWrite>();
        while (logs.TryTakeNext(out LoggedWrite write))
        {
            taken.Add(write);
        }

        return taken;
    }

    private static LoggedWrite Write(int origin, long count, VersionVector? dependencies = null) =>
        new(
            origin,
            count,
            dependencies ?? VersionVector.Empty(3),
            new StampedWrite("k", Value.Of(count), (int)count, new HybridStamp(count, 0, origin))
        );
}
