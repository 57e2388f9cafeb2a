using Simulation.Components.Transactions;
using Simulation.Components.Workloads.Generators;
using Simulation.Histories;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;

namespace Simulation.Components.Workloads;

/// <summary>One operation that a workload is going to ask.</summary>
/// <param name="Due">Open model: when it begins. Closed model: how long after the one before, from time
/// 0.</param>
/// <param name="Question">What is asked; the value that a cas expects is up to its client.</param>
public readonly record struct PlannedOperation(SimTime Due, Question Question);

/// <summary>
/// The operations that a workload asks, drawn from streams of their own, so that no answer and no fault
/// changes what every compared design is asked.
/// </summary>
public abstract class LoadSource
{
    private ulong _hash = 0xCBF29CE484222325;
    private long _pace = 1;

    private protected LoadSource() { }

    /// <summary>
    /// A hash of all operations drawn so far. At the end of an open workload it is that of the whole load:
    /// equal for every design under one seed. In the closed model how many operations are asked depends on
    /// the answers.
    /// </summary>
    public ulong Fingerprint => _hash;

    /// <summary>Lets the operations of an open workload arrive more often than planned.</summary>
    /// <param name="factor">How many times as often; at least 1. Undone by <see cref="Calm"/>.</param>
    internal void Quicken(int factor) => _pace *= factor;

    /// <summary>Undoes one <see cref="Quicken"/> by the same factor.</summary>
    internal void Calm(int factor) => _pace /= factor;

    /// <summary>The time to the next arrival, of which as many pass as the pace says.</summary>
    private protected SimDuration Paced(long gap) => new(Math.Max(1, gap / _pace));

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

    private protected PlannedOperation Note(int client, in PlannedOperation operation)
    {
        Mix((ulong)client);
        Mix((ulong)operation.Due.Nanoseconds);
        Question question = operation.Question;
        if (question.Program is { } program)
        {
            Note(program);
        }
        else
        {
            Mix(((ulong)question.Key << 2) | (ulong)question.Function);
            Mix(CodeOf(question.Argument));
        }

        return operation;
    }

    private void Note(TransactionProgram program)
    {
        foreach (TransactionStep step in program.Opening)
        {
            Mix((ulong)step.Function);
            Mix(Trace.Hash(step.Key));
            Mix(CodeOf(step.Argument));
        }
    }

    private static ulong CodeOf(Value value) => value.IsNumber ? (ulong)value.AsNumber : 0;

    private void Mix(ulong part)
    {
        unchecked
        {
            ulong hash = (_hash ^ part) * 0x9E3779B97F4A7C15;
            _hash = hash ^ (hash >> 29);
        }
    }
}
