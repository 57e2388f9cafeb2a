using Simulation.Histories;
using Simulation.Testing;

namespace Simulation.Tests.Components.Workloads;

/// <summary><c>only:</c> leaves operations out, and the others as they are.</summary>
public sealed class ChosenOperationsTests
{
    [Fact]
    public void Of_an_open_load_the_chosen_are_asked_as_they_would_be_among_all()
    {
        IReadOnlyList<Operation> all = Asked("rate: 50/s");

        IReadOnlyList<Operation> chosen = Asked("rate: 50/s, only: [2, 30, 5]");

        Assert.Equal([Told(all[2]), Told(all[5]), Told(all[30])], chosen.Select(Told));
    }

    [Fact]
    public void Of_a_closed_load_the_clients_count_in_turn()
    {
        IReadOnlyList<Operation> all = Asked("think: 100ms");

        IReadOnlyList<Operation> chosen = Asked("think: 100ms, only: [0, 3]");

        Assert.True(all.Count > 20);
        Assert.Equal([0, 1], chosen.Select(operation => operation.Process));
        Assert.Equal([100, 200], chosen.Select(operation => operation.Invoked.Nanoseconds / 1_000_000));
    }

    [Fact]
    public void A_place_before_the_first_is_a_problem()
    {
        var problem = Assert.Throws<InvalidDataException>(() => Asked("rate: 50/s, only: [-1]"));

        Assert.Contains("counted from 0", problem.Message);
    }

    private static (string? Key, string Function, long Invoked) Told(Operation operation) =>
        (operation.Key, operation.Function, operation.Invoked.Nanoseconds);

    private static IReadOnlyList<Operation> Asked(string load) =>
        TestScenario
            .Run(
                TestScenario
                    .Load(
                        $$"""
                        scenario: v1
                        name: chosen
                        seed: 4
                        duration: 2s
                        topology:
                          regions:
                            lab: {nodes: 3}
                        components:
                          store: {kind: kv-store, consistency: eventual}
                        workload:
                          - {name: users, clients: {lab: 2}, target: store, mix: {read: 50%, write: 50%}, {{load}}}
                        """
                    )
                    .Single()
            )
            .Workloads[0]
            .History.Operations;
}
