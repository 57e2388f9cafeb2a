using System.Globalization;
using Simulation.Components.Sharding;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;

namespace Simulation.Components.Faults;

/// <summary>How data moves when shards change.</summary>
public sealed record ShardMoveOptions
{
    /// <summary>How fast.</summary>
    [Option("How fast data moves from one shard to another.")]
    public Bandwidth Rate { get; init; } = new(20L << 20);
}

/// <summary>What <c>inject: add-shard</c> takes.</summary>
public sealed record AddShardOptions
{
    /// <summary>Which database.</summary>
    [Option("The sharded database that grows.", Names = NameKind.Component)]
    public required string Component { get; init; }

    /// <summary>How data moves.</summary>
    [Option("How its share moves to the new shard.")]
    public ShardMoveOptions Move { get; init; } = new();
}

/// <summary>
/// An operator adds a shard to a running database. It is no damage: nothing is taken back when it ends.
/// </summary>
public sealed class AddShard(AddShardOptions options) : Fault
{
    private string _target = options.Component;

    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "add-shard",
            "Adds a shard to a running database on raft, which takes its share of the keys; it stays.",
            typeof(AddShardOptions),
            options => new AddShard((AddShardOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => _target;

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        if (context.World.Installed<ShardedStore>(options.Component) is { CanMove: true } store)
        {
            int shard = store.AddShard(options.Move.Rate);
            _target = string.Create(CultureInfo.InvariantCulture, $"{options.Component}, shard {shard}");
            context.Effect.Of("shard added", "shards added").Add();
        }
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context)
    {
        // The shard stays.
    }
}
