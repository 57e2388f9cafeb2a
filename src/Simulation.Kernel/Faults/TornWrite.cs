using Simulation.Kernel.Storage;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: torn-write</c> takes.</summary>
public sealed record TornWriteOptions : NodeTarget;

/// <summary>Tears the writes under way when a node crashes.</summary>
public sealed class TornWrite(TornWriteOptions options) : DiskFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "torn-write",
            "Lets a crash tear what nodes are writing: a part of it reaches the disk, its last record as garbage.",
            typeof(TornWriteOptions),
            options => new TornWrite((TornWriteOptions)options)
        );

    /// <inheritdoc/>
    protected override DiskRule CreateRule(FaultContext context) => new TearRule(context);

    private sealed class TearRule(FaultContext context) : DiskRule
    {
        private readonly FaultEffect.Tally _torn = context.Effect.Of("write torn", "writes torn");

        public override bool TearsWrites => true;

        public override int DrawTorn(int records)
        {
            _torn.Add();
            return context.Random.NextBelow(records);
        }
    }
}
