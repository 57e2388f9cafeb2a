using Simulation.Components.Workloads.Generators;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Workloads;

/// <summary>The arrivals of the whole workload as one stream in time, dealt out to the clients.</summary>
internal sealed class OpenLoad : LoadSource
{
    private readonly WorkloadPlan _plan;
    private readonly Arrival.Open _arrival;
    private readonly RandomStream _gaps;
    private readonly RandomStream _spread;
    private readonly Generator _generator;
    private readonly Queue<PlannedOperation>[] _queues;
    private readonly ChosenOperations _chosen;
    private SimTime _time;
    private int _turn;
    private long _place;

    public OpenLoad(WorkloadPlan plan, Arrival.Open arrival, RandomStream root)
    {
        _plan = plan;
        _arrival = arrival;
        _gaps = root.Split($"workload/{plan.Name}/arrivals");
        _spread = root.Split($"workload/{plan.Name}/clients");
        RandomStream keys = root.Split($"workload/{plan.Name}/keys");
        RandomStream functions = root.Split($"workload/{plan.Name}/functions");
        _generator = plan.Kind.Create(new GeneratorSetting(plan, keys, functions, First: 0, Stride: 1));
        _queues = [.. Enumerable.Range(0, CountClients(plan)).Select(_ => new Queue<PlannedOperation>())];
        _chosen = new ChosenOperations(plan.Only);
        _time = plan.Start;
    }

    internal override PlannedOperation? Next(int client)
    {
        while (_queues[client].Count == 0)
        {
            _time += Paced(_arrival.Gap.Draw(_gaps));
            if (_time >= _plan.Stop)
            {
                _time = _plan.Stop;
                return null;
            }

            int taker =
                _arrival.Spread == ClientSpread.Uniform
                    ? _spread.NextBelow(_queues.Length)
                    : _turn++ % _queues.Length;
            var drawn = new PlannedOperation(_time, _generator.Next(taker));
            if (_chosen.Has(_place++))
            {
                _queues[taker].Enqueue(Note(taker, drawn));
            }
        }

        return _queues[client].Dequeue();
    }
}
