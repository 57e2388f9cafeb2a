using Simulation.Kernel.Nodes;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;
using Simulation.Testing;

namespace Simulation.Tests.Kernel.Networking;

public sealed class NetworkTests
{
    private static readonly Distribution OneMillisecond = Distribution.Constant(1_000_000);

    [Fact]
    public void A_message_takes_the_latency_of_its_link()
    {
        using var test = new TestWorld();
        ProcessRef target = test.Add("b", message: (process, _, said) => process.Log(said.ToString()!));
        test.Add("a", start: process => process.Say(target, "hello"));

        test.RunTo(1.Seconds);

        Assert.Equal(["1ms b hello"], test.Lines);
    }

    [Fact]
    public void The_sender_of_a_message_is_an_address_that_answers_go_to()
    {
        using var test = new TestWorld();
        ProcessRef target = test.Add("b", message: (process, source, _) => process.Say(source, "pong"));
        test.Add(
            "a",
            process => process.Say(target, "ping"),
            (process, source, said) => process.Log($"{said} from {source.Name}")
        );

        test.RunTo(1.Seconds);

        Assert.Equal(["2ms a pong from p@b"], test.Lines);
    }

    [Theory]
    [InlineData(0, 0, 100)]
    [InlineData(1_000_000, 0, 0)]
    [InlineData(0, 1_000_000, 200)]
    public void Loss_and_duplication_at_their_limits_are_certain(int loss, int duplicate, int arrived)
    {
        var link = new LinkProfile
        {
            Latency = OneMillisecond,
            Loss = new Ratio(loss),
            Duplicate = new Ratio(duplicate),
        };

        Assert.Equal(arrived, CountArrivals(link, messages: 100));
    }

    [Fact]
    public void Loss_takes_about_its_share()
    {
        var link = new LinkProfile { Latency = OneMillisecond, Loss = new Ratio(100_000) };

        int arrived = CountArrivals(link, messages: 10_000);

        Assert.InRange(arrived, 8_900, 9_100);
    }

    [Fact]
    public void A_reordered_message_falls_behind_a_later_one()
    {
        var link = new LinkProfile
        {
            Latency = OneMillisecond,
            Reorder = new Ratio(500_000),
            ReorderGap = 5.Milliseconds,
        };
        using var test = new TestWorld(link: link);
        ProcessRef target = test.Add("b", message: (process, _, said) => process.Log(said.ToString()!));
        test.Add(
            "a",
            process =>
            {
                for (int number = 0; number < 20; number++)
                {
                    process.Say(target, number);
                }
            }
        );

        test.RunTo(1.Seconds);

        Assert.Equal(20, test.Lines.Count);
        Assert.Contains(test.Lines, line => line.StartsWith("1ms", StringComparison.Ordinal));
        Assert.Contains(test.Lines, line => line.StartsWith("6ms", StringComparison.Ordinal));
    }

    [Fact]
    public void Messages_wait_for_the_bandwidth_in_turn()
    {
        var link = new LinkProfile { Latency = OneMillisecond, Bandwidth = new Bandwidth(1_000_000) };
        using var test = new TestWorld(link: link);
        ProcessRef target = test.Add("b", message: (process, _, said) => process.Log(said.ToString()!));
        test.Add(
            "a",
            process =>
            {
                process.Say(target, "first", sizeBytes: 10_000);
                process.Say(target, "second", sizeBytes: 10_000);
            }
        );

        test.RunTo(1.Seconds);

        Assert.Equal(["11ms b first", "21ms b second"], test.Lines);
    }

    [Fact]
    public void A_full_queue_drops_what_comes_next()
    {
        var link = new LinkProfile
        {
            Latency = OneMillisecond,
            Bandwidth = new Bandwidth(1_000_000),
            QueueLimit = new ByteSize(15_000),
        };
        using var test = new TestWorld(link: link);
        ProcessRef target = test.Add("b", message: (process, _, said) => process.Log(said.ToString()!));
        test.Add(
            "a",
            process =>
            {
                for (int number = 1; number <= 4; number++)
                {
                    process.Say(target, number, sizeBytes: 10_000);
                }
            }
        );

        test.RunTo(1.Seconds);

        Assert.Equal(["11ms b 1", "21ms b 2"], test.Lines);
        Assert.Equal(2, test.World.Metrics.Counter("network.dropped").Value);
    }

    private static int CountArrivals(LinkProfile link, int messages)
    {
        using var test = new TestWorld(link: link);
        int arrived = 0;
        ProcessRef target = test.Add("b", message: (_, _, _) => arrived++);
        test.Add(
            "a",
            process =>
            {
                for (int number = 0; number < messages; number++)
                {
                    process.Say(target, number);
                }
            }
        );
        test.RunTo(1.Seconds);
        return arrived;
    }
}
