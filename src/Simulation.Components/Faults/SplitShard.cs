using System.Globalization;
using Simulation.Components.Sharding;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Options;

namespace Simulation.Components.Faults;

/// <summary>What <c>inject: split-shard</c> takes.</summary>
public sealed record SplitShardOptions
{
    /// <summary>Which database.</summary>
    [Option("The sharded database.", Names = NameKind.Component)]
    public required string Component { get; init; }

    /// <summary>Which shard.</summary>
    [Option("The shard that is split, counted from 0; off: the one that is asked most.", Min = "0")]
    public int? Shard { get; init; }

    /// <summary>How data moves.</summary>
    [Option("How half of its load moves to the new shard.")]
    public ShardMoveOptions Move { get; init; } = new();
}

/// <summary>
/// An operator splits a shard of a running database by its load. It is no damage: nothing is taken back when
/// it ends.
/// </summary>
public sealed class SplitShard(SplitShardOptions options) : Fault
{
    private string _target = options.Component;

    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "split-shard",
            "Adds a shard to a running database on raft, which takes half of the load of another; it stays.",
            typeof(SplitShardOptions),
            options => new SplitShard((SplitShardOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => _target;

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        if (
            context.World.Installed<ShardedStore>(options.Component) is { CanMove: true } store
            && (options.Shard ?? 0) < store.Groups.Count
        )
        {
            int half = store.SplitShard(options.Shard ?? -1, options.Move.Rate);
            _target = string.Create(CultureInfo.InvariantCulture, $"{options.Component}, into shard {half}");
            context.Effect.Of("shard split", "shards split").Add();
        }
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context)
    {
        // The new shard stays.
    }
}
