using Simulation.Components.Services.Balancing;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;

namespace Simulation.Tests.Components.Services;

public sealed class OutlierTests : IDisposable
{
    private static readonly Place Here = new("", "eu", "a");

    private readonly World _world = Simulator.Current.CreateWorld(1);
    private readonly List<int> _ejected = [];
    private readonly Node _home;

    public OutlierTests() => _home = _world.Topology.AddNode("home", Here);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Failures_in_a_row_eject_a_replica_and_a_success_between_them_does_not()
    {
        OutlierLedger ledger = Ledger(count: 10, new OutlierOptions { Failures = 3 });

        Fail(ledger, 4, 2);
        ledger.Succeed(4);
        Fail(ledger, 4, 2);
        Assert.Empty(_ejected);

        Fail(ledger, 4, 1);
        Assert.Equal([4], _ejected);
        Assert.True(ledger.IsEjected(4));
        Assert.False(ledger.IsEjected(3));
    }

    [Fact]
    public void Each_time_it_is_left_out_for_longer_until_the_earlier_times_are_forgotten()
    {
        OutlierLedger ledger = Ledger(
            count: 10,
            new OutlierOptions
            {
                Failures = 1,
                For = 10.Seconds,
                MaxFor = 25.Seconds,
                ForgetAfter = 60.Seconds,
            }
        );

        Assert.Equal(10, SecondsOut(ledger));
        Assert.Equal(20, SecondsOut(ledger));
        Assert.Equal(25, SecondsOut(ledger));
        Wait(180);
        Assert.Equal(10, SecondsOut(ledger));
    }

    [Theory]
    [InlineData(10, 10, 1)]
    [InlineData(10, 50, 5)]
    [InlineData(3, 1, 1)]
    [InlineData(3, 100, 2)]
    [InlineData(1, 100, 0)]
    public void No_more_than_the_share_are_left_out_and_never_all(int count, int percent, int most)
    {
        var options = new OutlierOptions { Failures = 1, Max = new Ratio(percent * 10_000) };
        OutlierLedger ledger = Ledger(count, options);
        for (int index = 0; index < count; index++)
        {
            Fail(ledger, index, 1);
        }

        Assert.Equal(most, _ejected.Count);
    }

    [Theory]
    [InlineData(BalancerStrategy.Nearest)]
    [InlineData(BalancerStrategy.RoundRobin)]
    [InlineData(BalancerStrategy.Random)]
    [InlineData(BalancerStrategy.LeastRequests)]
    [InlineData(BalancerStrategy.Choices)]
    [InlineData(BalancerStrategy.ZoneAware)]
    [InlineData(BalancerStrategy.ConsistentHash)]
    public void Nobody_picks_who_is_left_out_and_all_pick_it_again_afterwards(BalancerStrategy strategy)
    {
        ProcessRef[] replicas =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(index => _world.Topology.AddNode($"n{index}", Here))
                .Select(node => _world.Deploy(node, $"r@{node.Name}", () => new Nobody())),
        ];
        OutlierLedger ledger = Ledger(4, new OutlierOptions { Failures = 1, For = 5.Seconds });
        var balancer = new LoadBalancer(
            new BalancerOptions { By = strategy },
            replicas,
            Here,
            _world.Random.Split("balance"),
            ledger
        );
        int first = balancer.Pick("k0");

        balancer.Fail(first);

        Assert.DoesNotContain(first, Picks(balancer));
        Wait(5);
        Assert.Contains(first, Picks(balancer));
    }

    private static IEnumerable<int> Picks(LoadBalancer balancer) =>
        [.. Enumerable.Range(0, 100).Select(number => balancer.Pick($"k{number}"))];

    private OutlierLedger Ledger(int count, OutlierOptions options) =>
        new(options, count, _home.Clock, _ejected.Add);

    private static void Fail(OutlierLedger ledger, int index, int times)
    {
        for (int time = 0; time < times; time++)
        {
            ledger.Fail(index);
        }
    }

    private int SecondsOut(OutlierLedger ledger)
    {
        int seconds = 0;
        Fail(ledger, 0, 1);
        while (ledger.IsEjected(0))
        {
            Wait(1);
            seconds++;
        }

        return seconds;
    }

    private void Wait(int seconds) => _world.RunUntil(_world.Loop.Now + seconds.Seconds);

    private sealed class Nobody : Process
    {
        protected override void OnStart() { }

        protected override void OnMessage(ProcessRef source, object message) { }
    }
}
