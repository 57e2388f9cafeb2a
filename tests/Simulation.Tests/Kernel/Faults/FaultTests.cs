using Simulation.Components.Faults;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Testing;

namespace Simulation.Tests.Kernel.Faults;

public sealed class FaultTests
{
    /// <summary>What an operator changes stays: it is no damage that heals, and is tested with its
    /// component.</summary>
    private static readonly FaultKind[] Changes = [AddShard.Kind, RemoveShard.Kind, SplitShard.Kind];

    public static TheoryData<string> AllFaults =>
        [.. FaultCatalog.All.Except(Changes).Select(kind => kind.Name)];

    [Fact]
    public void A_partition_drops_what_crosses_it_and_nothing_else()
    {
        using ChatterWorld chatter = new();
        ScheduledFault fault = chatter.Schedule(
            Partition.Kind,
            new PartitionOptions
            {
                Groups =
                [
                    ["a"],
                    ["b", "c"],
                ],
            }
        );

        chatter.Test.RunTo(2500.Milliseconds);

        Assert.DoesNotContain(chatter.HeardDuring(1, 2), pair => pair is "a>b" or "b>a" or "a>c" or "c>a");
        Assert.Contains("b>c", chatter.HeardDuring(1, 2));
        Assert.Contains("a>b", chatter.HeardDuring(2, 3));
        Assert.Equal("a | b c", fault.Target);
        Assert.Matches("^1 node cut off, [1-9][0-9]* messages dropped$", fault.Effect.Line);
    }

    [Fact]
    public void A_one_way_partition_still_lets_the_other_way_through()
    {
        using ChatterWorld chatter = new();
        chatter.Schedule(
            Partition.Kind,
            new PartitionOptions
            {
                Groups =
                [
                    ["a"],
                    ["b", "c"],
                ],
                Direction = Direction.From,
            }
        );

        chatter.Test.RunTo(2.Seconds);

        Assert.DoesNotContain("a>b", chatter.HeardDuring(1, 2));
        Assert.Contains("b>a", chatter.HeardDuring(1, 2));
    }

    [Fact]
    public void A_clog_loses_nothing()
    {
        using ChatterWorld chatter = new();
        ScheduledFault fault = chatter.Schedule(Clog.Kind, new ClogOptions { Nodes = ["a"] });

        chatter.Test.RunTo(4.Seconds);

        Assert.DoesNotContain(
            chatter.HeardDuring(1, 2),
            pair => pair.Contains('a', StringComparison.Ordinal)
        );
        Assert.Equal(
            chatter.Test.World.Metrics.Counter("network.sent").Value - chatter.InFlight,
            chatter.Test.World.Metrics.Counter("network.delivered").Value
        );
        Assert.Matches("messages held$", fault.Effect.Line);
    }

    [Fact]
    public void A_clog_with_a_mean_comes_and_goes_and_loses_nothing()
    {
        using ChatterWorld chatter = new();
        ScheduledFault fault = chatter.Schedule(
            Clog.Kind,
            new ClogOptions { Nodes = ["a"], Mean = 50.Milliseconds }
        );

        chatter.Test.RunTo(4.Seconds);

        long sent = chatter.Test.World.Metrics.Counter("network.sent").Value - chatter.InFlight;
        Assert.Equal(sent, chatter.Test.World.Metrics.Counter("network.delivered").Value);
        Assert.Contains("a>b", chatter.HeardDuring(1, 2));
        Assert.Matches("messages held$", fault.Effect.Line);
    }

    [Fact]
    public void Latency_delays_of_two_faults_add_up()
    {
        using var test = new TestWorld();
        ProcessRef target = test.Add("b", message: (process, _, said) => process.Log(said.ToString()!));
        test.Add("a", process => process.In(1.Seconds, () => process.Say(target, "hello")));
        foreach (string id in (string[])["one", "two"])
        {
            ScheduledFault.Schedule(
                test.World,
                Plan(
                    AddedLatency.Kind,
                    new AddedLatencyOptions { Add = Distribution.Constant(10_000_000) },
                    id
                )
            );
        }

        test.RunTo(3.Seconds);

        Assert.Equal(["1.021s b hello"], test.Lines);
    }

    [Fact]
    public void Packet_loss_takes_about_its_share_also_in_bursts()
    {
        using ChatterWorld steady = new();
        ScheduledFault fault = steady.Schedule(
            PacketLoss.Kind,
            new PacketLossOptions { Loss = new Ratio(500_000) }
        );
        steady.Test.RunTo(2.Seconds);
        long dropped = steady.Test.World.Metrics.Counter("network.dropped").Value;

        Assert.InRange(dropped, 200, 400);
        Assert.Equal($"{dropped} messages dropped", fault.Effect.Line);
    }

    [Fact]
    public void A_crash_with_a_restart_comes_back_before_the_fault_ends()
    {
        using var test = new TestWorld();
        ProcessRef process = test.Add("a", start: self => self.Log("starts"));
        ScheduledFault.Schedule(
            test.World,
            Plan(Crash.Kind, new CrashOptions { RestartAfter = 300.Milliseconds })
        );

        test.RunTo(4.Seconds);

        Assert.Equal(["0s a starts", "1.3s a starts"], test.Lines);
        Assert.Equal(NodeState.Up, process.Node.State);
    }

    [Fact]
    public void A_clock_skew_is_taken_back_by_the_heal()
    {
        using var test = new TestWorld();
        ProcessRef process = test.Add("a");
        ScheduledFault.Schedule(
            test.World,
            Plan(ClockSkew.Kind, new ClockSkewOptions { Offset = 7.Seconds })
        );

        test.RunTo(1500.Milliseconds);
        SimDuration during = process.Node.Clock.Offset;
        test.RunTo(3.Seconds);

        Assert.Equal(7.Seconds, during);
        Assert.Equal(SimDuration.Zero, process.Node.Clock.Offset);
    }

    [Fact]
    public void A_repeated_fault_begins_again_and_again()
    {
        using var test = new TestWorld();
        test.Add("a");
        PlannedFault plan = Plan(Pause.Kind, new PauseOptions()) with { Every = 2.Seconds };
        ScheduledFault fault = ScheduledFault.Schedule(test.World, plan);

        test.RunTo(6500.Milliseconds);

        Assert.Equal(
            ["1s-2s", "3s-4s", "5s-6s"],
            fault.Activations.Select(time => $"{time.Start}-{time.End}")
        );
        Assert.Equal("3 nodes paused", fault.Effect.Line);
    }

    [Theory]
    [MemberData(nameof(AllFaults))]
    public void After_the_heal_the_world_behaves_as_one_that_was_never_hurt(string name)
    {
        using ChatterWorld hurt = new();
        hurt.Schedule(FaultCatalog.Find(name)!, SampleFaults.Options(name));
        hurt.Test.RunTo(10.Seconds);
        IReadOnlyList<string> after = hurt.HeardDuring(5, 6);
        int rules = hurt.Test.World.Network.Rules.Count;
        hurt.Dispose();
        using ChatterWorld whole = new();
        whole.Test.RunTo(10.Seconds);

        Assert.Equal(0, rules);
        foreach (IGrouping<string, string> pair in whole.HeardDuring(5, 6).GroupBy(pair => pair))
        {
            // A node that was away beats in another phase, so that a beat more or less falls into the second.
            Assert.InRange(after.Count(other => other == pair.Key), pair.Count() - 1, pair.Count() + 1);
        }
    }

    [Theory]
    [MemberData(nameof(AllFaults))]
    public void A_fault_shows_in_the_fingerprint_and_says_what_it_did(string name)
    {
        using ChatterWorld hurt = new();
        ScheduledFault fault = hurt.Schedule(FaultCatalog.Find(name)!, SampleFaults.Options(name));
        hurt.Test.RunTo(3.Seconds);
        ulong fingerprint = hurt.Test.World.Trace.Fingerprint;
        hurt.Dispose();
        using ChatterWorld whole = new();
        whole.Test.RunTo(3.Seconds);

        Assert.NotEqual(whole.Test.World.Trace.Fingerprint, fingerprint);
        Assert.False(fault.Effect.IsEmpty);
        Assert.NotEmpty(fault.Target);
    }

    internal static PlannedFault Plan(FaultKind kind, object options, string id = "fault") =>
        new(id, kind, options, SimTime.Zero + 1.Seconds, 1.Seconds, null, SimDuration.Zero);
}
