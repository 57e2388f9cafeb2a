using Simulation.Components.Caches;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Options;

namespace Simulation.Components.Faults;

/// <summary>What <c>inject: cache-expire</c> takes.</summary>
public sealed record CacheExpireOptions
{
    /// <summary>Which cache.</summary>
    [Option("The cache whose entries expire.", Names = NameKind.Component)]
    public required string Component { get; init; }

    /// <summary>Which entries.</summary>
    [Option("The keys that expire; hot is the one that was asked for most often.")]
    public IReadOnlyList<string> Keys { get; init; } = [CacheControl.HotKey];
}

/// <summary>Lets entries of a cache expire before their time.</summary>
public sealed class CacheExpire(CacheExpireOptions options) : Fault
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "cache-expire",
            "Lets entries of a cache expire at once, such as the hottest.",
            typeof(CacheExpireOptions),
            options => new CacheExpire((CacheExpireOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => $"{options.Component}: {string.Join(" ", options.Keys)}";

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        int gone = context.World.Installed<CacheControl>(options.Component)?.Expire(options.Keys) ?? 0;
        context.Effect.Of("key expired", "keys expired").Add(gone);
    }

    /// <summary>The cache fills again by itself.</summary>
    public override void Heal(FaultContext context) { }
}
