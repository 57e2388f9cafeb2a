using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel.Randomness;

namespace Simulation.Components.Workloads.Generators;

/// <summary>What a workload asks next: a function on a key, or a transaction.</summary>
/// <param name="Function">What is asked of a key-value store.</param>
/// <param name="Key">The key's number.</param>
/// <param name="Argument">The value that goes in; nil for none.</param>
/// <param name="Program">The transaction, when it is one; the rest then says nothing.</param>
public readonly record struct Question(
    KvFunction Function,
    int Key,
    Value Argument,
    TransactionProgram? Program = null
);

/// <summary>
/// Decides what a workload asks, from streams of its own: no answer changes what every compared design is
/// asked. An open workload has one for all its clients, a closed one has one for each.
/// </summary>
internal abstract class Generator
{
    /// <summary>The next question, which falls to a client.</summary>
    public abstract Question Next(int client);
}

/// <summary>What a generator draws from.</summary>
/// <param name="Plan">The workload.</param>
/// <param name="Keys">Where keys are drawn from.</param>
/// <param name="Functions">Where all else is drawn from.</param>
/// <param name="First">The place of this generator among those of the workload, from 0.</param>
/// <param name="Stride">How many generators the workload has.</param>
internal sealed record GeneratorSetting(
    WorkloadPlan Plan,
    RandomStream Keys,
    RandomStream Functions,
    int First,
    int Stride
)
{
    /// <summary>The n-th value of this generator, n from 0: no other generator has it.</summary>
    public long Unique(long n) => n * Stride + First + 1;

    /// <summary>Draws a function by the plan's mix.</summary>
    public KvFunction DrawFunction()
    {
        OperationMix mix = Plan.Mix;
        int drawn = Functions.NextBelow(mix.Read.Millionths + mix.Write.Millionths + mix.Cas.Millionths);
        return drawn < mix.Read.Millionths ? KvFunction.Read
            : drawn < mix.Read.Millionths + mix.Write.Millionths ? KvFunction.Write
            : KvFunction.Cas;
    }

    /// <summary>Whether what comes next only reads, by the plan's mix.</summary>
    public bool DrawsRead() => DrawFunction() == KvFunction.Read;
}
