using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Components.Faults;

/// <summary>Faults of clients bite while they are in force, and leave nothing behind.</summary>
public sealed class ClientFaultTests
{
    [Fact]
    public void A_load_spike_multiplies_the_load_and_ends()
    {
        RunResult calm = Run("");
        RunResult spike = Run(
            "{id: spike, at: 4s, for: 2s, inject: load-spike, workload: clerks, factor: 5}"
        );

        long more = Sent(spike) - Sent(calm);

        // 50 a second by five for two seconds are 400 more than planned.
        Assert.InRange(more, 300, 500);
        Assert.Equal("1 workload quickened", spike.Faults[0].Effect);
    }

    [Fact]
    public void Two_spikes_compose_and_heal()
    {
        RunResult calm = Run("");
        RunResult both = Run(
            "{id: one, at: 4s, for: 2s, inject: load-spike, workload: clerks, factor: 2}, "
                + "{id: two, at: 5s, for: 2s, inject: load-spike, workload: clerks, factor: 3}"
        );

        // A second at double, one at six times, one at three times the rate.
        Assert.InRange(Sent(both) - Sent(calm), 300, 500);
    }

    [Fact]
    public void A_retry_storm_asks_again_at_once_where_clients_would_have_given_up()
    {
        const string Cut = "{id: cut, at: 4s, for: 2s, inject: blackhole}";
        RunResult patient = Run(Cut);
        RunResult storm = Run(
            Cut + ", {id: storm, at: 4s, for: 2s, inject: retry-storm, workload: clerks, retries: 20}"
        );

        Assert.Matches("^[1-9][0-9,]* attempts repeated$", storm.Faults[1].Effect);
        Assert.True(Messages(storm) > Messages(patient) + 200);
    }

    [Fact]
    public void A_workload_that_does_not_exist_is_touched_by_nothing()
    {
        RunResult run = Run("{id: spike, at: 4s, for: 2s, inject: load-spike, workload: nobody}");

        Assert.True(run.Faults[0].TouchedNothing);
    }

    private static long Sent(RunResult run) => run.Workloads[0].History.Operations.Count;

    private static double Messages(RunResult run) =>
        run.Metrics.Single(metric => metric.Name == "network.sent").Value;

    private static RunResult Run(string faults) =>
        TestScenario.Run(
            TestScenario
                .Load(
                    $$"""
                    scenario: v1
                    name: test
                    seed: 1
                    duration: 10s
                    topology:
                      regions:
                        lab: {nodes: [n1, n2, n3]}
                    components:
                      store:
                        kind: kv-store
                        protocol: raft
                    workload:
                      - name: clerks
                        clients: {lab: 2}
                        target: store
                        rate: 50/s
                        keys: {count: 3, pick: uniform}
                        mix: {read: 50%, write: 50%}
                        timeout: 1s
                    faults: [{{faults}}]

                    """
                )
                .Single()
        );
}
