using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Workloads;

/// <summary>An endless sequence of operations for each client, each with streams of its own.</summary>
internal sealed class ClosedLoad : LoadSource
{
    private readonly Arrival.Closed _arrival;
    private readonly RandomStream[] _thinking;
    private readonly RandomStream[] _keys;
    private readonly RandomStream[] _functions;
    private readonly long[] _writes;

    public ClosedLoad(WorkloadPlan plan, Arrival.Closed arrival, RandomStream root)
        : base(plan)
    {
        _arrival = arrival;
        int count = CountClients(plan);
        _thinking = Streams("think");
        _keys = Streams("keys");
        _functions = Streams("functions");
        _writes = new long[count];

        RandomStream[] Streams(string purpose) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(client => root.Split($"workload/{plan.Name}/{purpose}/{client}")),
            ];
    }

    internal override PlannedOperation? Next(int client)
    {
        SimTime think = new(_arrival.Think.Draw(_thinking[client]));
        (KvFunction function, int key) = Draw(_keys[client], _functions[client]);
        Value argument = Value.Nil;
        if (function != KvFunction.Read)
        {
            // Strides keep values unique among clients without asking how far the others are.
            argument = Value.Of(_writes[client]++ * _writes.Length + client + 1);
        }

        return Note(client, new PlannedOperation(think, function, key, argument));
    }
}
