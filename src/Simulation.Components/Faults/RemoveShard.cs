using System.Globalization;
using Simulation.Components.Sharding;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Options;

namespace Simulation.Components.Faults;

/// <summary>What <c>inject: remove-shard</c> takes.</summary>
public sealed record RemoveShardOptions
{
    /// <summary>Which database.</summary>
    [Option("The sharded database that shrinks.", Names = NameKind.Component)]
    public required string Component { get; init; }

    /// <summary>Which shard.</summary>
    [Option("The shard that leaves, counted from 0.", Min = "0")]
    public required int Shard { get; init; }

    /// <summary>How data moves.</summary>
    [Option("How its keys move to the others.")]
    public ShardMoveOptions Move { get; init; } = new();
}

/// <summary>
/// An operator empties a shard of a running database. It is no damage: nothing is taken back when it ends.
/// </summary>
public sealed class RemoveShard(RemoveShardOptions options) : Fault
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "remove-shard",
            "Empties a shard of a running database on raft; its keys go to the others.",
            typeof(RemoveShardOptions),
            options => new RemoveShard((RemoveShardOptions)options)
        );

    /// <inheritdoc/>
    public override string Target =>
        string.Create(CultureInfo.InvariantCulture, $"{options.Component}, shard {options.Shard}");

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        if (
            context.World.Installed<ShardedStore>(options.Component) is { CanMove: true } store
            && options.Shard < store.Groups.Count
        )
        {
            store.RemoveShard(options.Shard, options.Move.Rate);
            context.Effect.Of("shard removed", "shards removed").Add();
        }
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context)
    {
        // The shard stays away.
    }
}
