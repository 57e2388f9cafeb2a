using Simulation.Components.Workloads;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Options;

namespace Simulation.Components.Faults;

/// <summary>What <c>inject: load-spike</c> takes.</summary>
public sealed record LoadSpikeOptions
{
    /// <summary>Whose load.</summary>
    [Option("The workload that asks more; its operations arrive on their own, with a 'rate'.")]
    public required string Workload { get; init; }

    /// <summary>How much more.</summary>
    [Option("How many times as often operations arrive.", Min = "2", Max = "1000")]
    public int Factor { get; init; } = 5;
}

/// <summary>Lets a workload ask more often.</summary>
/// <remarks>What is asked and when depends on the seed and the spike alone, so that compared designs still
/// meet the same load.</remarks>
public sealed class LoadSpike(LoadSpikeOptions options) : Fault
{
    private LoadSource? _source;

    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "load-spike",
            "Lets a workload ask several times as often, whatever became of what it asked before.",
            typeof(LoadSpikeOptions),
            options => new LoadSpike((LoadSpikeOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => options.Workload;

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        Workload? workload = Workload.In(context.World, options.Workload);
        _source = workload?.Plan.Arrival is Arrival.Open ? workload.Source : null;
        if (_source is not null)
        {
            _source.Quicken(options.Factor);
            context.Effect.Of("workload quickened", "workloads quickened").Add();
        }
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context) => _source?.Calm(options.Factor);
}
