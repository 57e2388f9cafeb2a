using Simulation.Components.Workloads.Generators;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Workloads;

/// <summary>
/// A sequence of operations for each client, each with streams of its own; endless, unless some are chosen.
/// </summary>
internal sealed class ClosedLoad : LoadSource
{
    private readonly Arrival.Closed _arrival;
    private readonly RandomStream[] _thinking;
    private readonly Generator[] _generators;
    private readonly ChosenOperations _chosen;
    private readonly long[] _places;

    public ClosedLoad(WorkloadPlan plan, Arrival.Closed arrival, RandomStream root)
    {
        _arrival = arrival;
        _chosen = new ChosenOperations(plan.Only);
        int count = CountClients(plan);
        _places = [.. Enumerable.Range(0, count).Select(client => (long)client)];
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
        SimTime think = SimTime.Zero;
        while (!_chosen.IsOver(_places[client]))
        {
            think += new SimDuration(_arrival.Think.Draw(_thinking[client]));
            var drawn = new PlannedOperation(think, _generators[client].Next(client));
            bool isAsked = _chosen.Has(_places[client]);
            _places[client] += _places.Length;
            if (isAsked)
            {
                return Note(client, drawn);
            }
        }

        return null;
    }
}
