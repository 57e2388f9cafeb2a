using Simulation.Components.Workloads.Generators;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Workloads;

/// <summary>An endless sequence of operations for each client, each with streams of its own.</summary>
internal sealed class ClosedLoad : LoadSource
{
    private readonly Arrival.Closed _arrival;
    private readonly RandomStream[] _thinking;
    private readonly Generator[] _generators;

    public ClosedLoad(WorkloadPlan plan, Arrival.Closed arrival, RandomStream root)
    {
        _arrival = arrival;
        int count = CountClients(plan);
        _thinking = [.. Enumerable.Range(0, count).Select(client => Stream("think", client))];
        _generators =
        [
            .. Enumerable
                .Range(0, count)
                .Select(client =>
                    plan.Kind.Create(
                        new GeneratorSetting(
                            plan,
                            Stream("keys", client),
                            Stream("functions", client),
                            First: client,
                            Stride: count
                        )
                    )
                ),
        ];

        RandomStream Stream(string purpose, int client) =>
            root.Split($"workload/{plan.Name}/{purpose}/{client}");
    }

    internal override PlannedOperation? Next(int client)
    {
        SimTime think = new(_arrival.Think.Draw(_thinking[client]));
        return Note(client, new PlannedOperation(think, _generators[client].Next(client)));
    }
}
