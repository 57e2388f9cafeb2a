using Simulation.Components.Caches;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Options;

namespace Simulation.Components.Faults;

/// <summary>What <c>inject: cache-flush</c> takes.</summary>
public sealed record CacheFlushOptions
{
    /// <summary>Which cache.</summary>
    [Option("The cache that is emptied.", Names = NameKind.Component)]
    public required string Component { get; init; }
}

/// <summary>Empties a cache.</summary>
public sealed class CacheFlush(CacheFlushOptions options) : Fault
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "cache-flush",
            "Empties all nodes of a cache at once.",
            typeof(CacheFlushOptions),
            options => new CacheFlush((CacheFlushOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => options.Component;

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        int gone = context.World.Installed<CacheControl>(options.Component)?.Flush() ?? 0;
        context.Effect.Of("entry dropped", "entries dropped").Add(gone);
    }

    /// <summary>The cache fills again by itself.</summary>
    public override void Heal(FaultContext context) { }
}
