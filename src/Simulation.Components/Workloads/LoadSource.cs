using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Workloads;

/// <summary>One operation that a workload is going to ask; the value a cas expects is up to its
/// client.</summary>
/// <param name="Due">Open model: when it begins. Closed model: how long after the one before, from time
/// 0.</param>
/// <param name="Function">What is asked.</param>
/// <param name="Key">The key's number.</param>
/// <param name="Argument">The value written, unique for its key; nil for a read.</param>
public readonly record struct PlannedOperation(SimTime Due, KvFunction Function, int Key, Value Argument);

/// <summary>
/// The operations that a workload asks, drawn from streams of their own, so that no answer and no fault
/// changes what every compared design is asked.
/// </summary>
public abstract class LoadSource
{
    private readonly WorkloadPlan _plan;
    private ulong _hash = 0xCBF29CE484222325;

    private protected LoadSource(WorkloadPlan plan) => _plan = plan;

    /// <summary>
    /// A hash of all operations drawn so far. At the end of an open workload it is that of the whole load:
    /// equal for every design under one seed. In the closed model how many operations are asked depends on
    /// the answers.
    /// </summary>
    public ulong Fingerprint => _hash;

    /// <summary>The source for a plan.</summary>
    public static LoadSource For(WorkloadPlan plan, RandomStream root) =>
        plan.Arrival switch
        {
            Arrival.Open open => new OpenLoad(plan, open, root),
            Arrival.Closed closed => new ClosedLoad(plan, closed, root),
            _ => throw new InvalidOperationException("An arrival is open or closed."),
        };

    /// <summary>The next operation of a client; null when there is none any more.</summary>
    internal abstract PlannedOperation? Next(int client);

    private protected static int CountClients(WorkloadPlan plan) => plan.Clients.Sum(group => group.Count);

    private protected (KvFunction Function, int Key) Draw(RandomStream keys, RandomStream functions)
    {
        OperationMix mix = _plan.Mix;
        int sum = mix.Read.Millionths + mix.Write.Millionths + mix.Cas.Millionths;
        int drawn = functions.NextBelow(sum);
        KvFunction function =
            drawn < mix.Read.Millionths ? KvFunction.Read
            : drawn < mix.Read.Millionths + mix.Write.Millionths ? KvFunction.Write
            : KvFunction.Cas;
        return (function, _plan.PickKey(keys));
    }

    private protected PlannedOperation Note(int client, in PlannedOperation operation)
    {
        Mix((ulong)client);
        Mix((ulong)operation.Due.Nanoseconds);
        Mix(((ulong)operation.Key << 2) | (ulong)operation.Function);
        Mix(operation.Argument.IsNil ? 0 : (ulong)operation.Argument.AsNumber);
        return operation;
    }

    private void Mix(ulong part)
    {
        unchecked
        {
            ulong hash = (_hash ^ part) * 0x9E3779B97F4A7C15;
            _hash = hash ^ (hash >> 29);
        }
    }
}
