using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Components.Workloads;

public sealed class DrainTests
{
    private const string Scenario = """
        scenario: v1
        name: queues
        seed: 3
        duration: 20s
        topology:
          regions:
            lab: {nodes: [n1, n2, n3]}
        components:
          store: {kind: kv-store, consistency: linearizable}
        workload:
          - name: messages
            kind: queue
            clients: {lab: 4}
            target: store
            rate: 100/s
            keys: {count: 2, pick: uniform}
            mix: {read: 45%, write: 55%}
            timeout: 1s
            drain: DRAIN
        faults:
          - {id: crash, at: 5s, for: 3s, inject: crash, nodes: [n1]}
        check:
          - history: messages
            models: [total-queue]
        """;

    [Theory]
    [InlineData("0s", Judgement.Unknown)]
    [InlineData("6s", Judgement.Held)]
    public void Nothing_is_lost_of_queues_that_are_emptied_at_the_end(string drain, Judgement judgement)
    {
        string text = Scenario.Replace("DRAIN", drain, StringComparison.Ordinal);

        RunResult result = TestScenario.Run(TestScenario.Load(text)[0]);

        Assert.Equal(judgement, result.Models.Single().Judgement);
        bool isFilledToTheEnd = result
            .Workloads[0]
            .History.Operations.Any(operation =>
                operation.Function == Functions.Enqueue && operation.Invoked >= SimTime.Zero + 14.Seconds
            );
        Assert.Equal(judgement == Judgement.Unknown, isFilledToTheEnd);
    }
}
