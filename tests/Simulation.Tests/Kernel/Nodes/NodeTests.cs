using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;
using Simulation.Testing;

namespace Simulation.Tests.Kernel.Nodes;

public sealed class NodeTests
{
    [Fact]
    public void A_restarted_node_runs_a_new_incarnation_that_has_forgotten_everything()
    {
        using var test = new TestWorld();
        ProcessRef target = test.Add(
            "b",
            start: process =>
            {
                process.Log("starts");
                process.In(10.Seconds, () => process.Log("rings"));
            }
        );

        test.RunTo(5.Seconds);
        target.Node.Crash();
        test.RunTo(6.Seconds);
        target.Node.Restart();
        test.RunTo(20.Seconds);

        Assert.Equal(["0s b starts", "6s b starts", "16s b rings"], test.Lines);
    }

    [Fact]
    public void A_message_to_a_node_that_is_down_is_dropped()
    {
        using var test = new TestWorld();
        ProcessRef target = test.Add("b", message: (process, _, said) => process.Log(said.ToString()!));
        test.Add(
            "a",
            process =>
            {
                process.In(1.Seconds, () => process.Say(target, "while down"));
                process.In(3.Seconds, () => process.Say(target, "after"));
            }
        );

        test.RunTo(500.Milliseconds);
        target.Node.Crash();
        test.RunTo(2.Seconds);
        target.Node.Restart();
        test.RunTo(4.Seconds);

        Assert.Equal(["3.001s b after"], test.Lines);
        Assert.Equal(1, test.World.Metrics.Counter("network.dropped").Value);
    }

    [Fact]
    public void A_limited_processor_handles_one_message_after_the_other()
    {
        using var test = new TestWorld();
        ProcessRef target = test.Add("b", message: (process, _, said) => process.Log(said.ToString()!));
        test.Add(
            "a",
            process =>
            {
                process.In(1.Seconds, () => process.Say(target, "first"));
                process.In(1.Seconds, () => process.Say(target, "second"));
                process.In(2.Seconds, () => process.Say(target, "third"));
            }
        );
        target.Node.LimitProcessor(100.Milliseconds);

        test.RunTo(4.Seconds);

        Assert.Equal(["1.101s b first", "1.201s b second", "2.101s b third"], test.Lines);
    }

    [Fact]
    public void What_waits_for_a_processor_is_lost_in_a_crash()
    {
        using var test = new TestWorld();
        ProcessRef target = test.Add("b", message: (process, _, said) => process.Log(said.ToString()!));
        test.Add("a", process => process.In(1.Seconds, () => process.Say(target, "queued")));
        target.Node.LimitProcessor(1.Seconds);

        test.RunTo(1500.Milliseconds);
        target.Node.Crash();
        target.Node.Restart();
        test.RunTo(4.Seconds);

        Assert.Empty(test.Lines);
        Assert.Equal(1, test.World.Metrics.Counter("network.dropped").Value);
    }

    [Fact]
    public void A_paused_node_does_late_and_in_order_what_came_meanwhile()
    {
        using var test = new TestWorld();
        ProcessRef target = test.Add(
            "b",
            start: process => process.In(1500.Milliseconds, () => process.Log("timer")),
            message: (process, _, said) => process.Log(said.ToString()!)
        );
        test.Add(
            "a",
            process =>
            {
                process.In(1.Seconds, () => process.Say(target, "first"));
                process.In(2.Seconds, () => process.Say(target, "second"));
            }
        );

        test.RunTo(500.Milliseconds);
        target.Node.Pause();
        test.RunTo(5.Seconds);
        target.Node.Resume();
        test.RunTo(6.Seconds);

        Assert.Equal(["5s b first", "5s b timer", "5s b second"], test.Lines);
    }

    [Fact]
    public void Overlapping_crashes_are_undone_only_by_the_last_restart()
    {
        using var test = new TestWorld();
        ProcessRef target = test.Add("b", start: process => process.Log("starts"));

        test.RunTo(1.Seconds);
        target.Node.Crash();
        target.Node.Crash();
        target.Node.Restart();
        NodeState between = target.Node.State;
        target.Node.Restart();
        test.RunTo(2.Seconds);

        Assert.Equal(NodeState.Down, between);
        Assert.Equal(["0s b starts", "1s b starts"], test.Lines);
    }

    [Fact]
    public void A_timer_that_is_set_again_rings_once_at_the_later_time()
    {
        using var test = new TestWorld();
        test.Add(
            "a",
            process =>
            {
                ProcessTimer timer = process.In(1.Seconds, () => process.Log("rings"));
                process.In(500.Milliseconds, () => timer.Set(2.Seconds));
            }
        );

        test.RunTo(10.Seconds);

        Assert.Equal(["2.5s a rings"], test.Lines);
    }

    [Fact]
    public void A_timer_that_is_set_again_to_an_earlier_time_rings_once_then()
    {
        using var test = new TestWorld();
        test.Add(
            "a",
            process =>
            {
                ProcessTimer timer = process.In(5.Seconds, () => process.Log("rings"));
                timer.Set(1.Seconds);
            }
        );

        test.RunTo(10.Seconds);

        Assert.Equal(["1s a rings"], test.Lines);
    }

    [Fact]
    public void A_cancelled_timer_does_not_ring()
    {
        using var test = new TestWorld();
        test.Add(
            "a",
            process =>
            {
                ProcessTimer timer = process.In(1.Seconds, () => process.Log("rings"));
                process.In(1.Seconds, timer.Cancel);
                timer.Set(1.Seconds);
                timer.Cancel();
            }
        );

        test.RunTo(10.Seconds);

        Assert.Empty(test.Lines);
    }

    [Fact]
    public void A_fast_clock_rings_early()
    {
        using var test = new TestWorld();
        ProcessRef process = test.Add(
            "a",
            self => self.In(10.Seconds, () => self.Log($"rings at {self.Now}"))
        );
        process.Node.Clock.SetDrift(250_000);

        test.RunTo(20.Seconds);

        Assert.Equal(["8s a rings at 10s"], test.Lines);
    }

    [Fact]
    public void A_shifted_clock_shows_another_time_but_timers_keep_their_length()
    {
        using var test = new TestWorld();
        ProcessRef process = test.Add(
            "a",
            self => self.In(10.Seconds, () => self.Log($"rings at {self.Now}"))
        );
        process.Node.Clock.Shift(3.Seconds);

        test.RunTo(20.Seconds);

        Assert.Equal(["10s a rings at 13s"], test.Lines);
    }
}
