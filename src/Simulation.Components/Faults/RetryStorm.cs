using Simulation.Components.Workloads;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Components.Faults;

/// <summary>What <c>inject: retry-storm</c> takes.</summary>
public sealed record RetryStormOptions
{
    /// <summary>Whose clients.</summary>
    [Option("The workload whose clients lose their patience.")]
    public required string Workload { get; init; }

    /// <summary>How often they try again.</summary>
    [Option("How many attempts follow the first one, without a pause between them.", Min = "1", Max = "1000")]
    public int Retries { get; init; } = 10;

    /// <summary>How long they wait.</summary>
    [Option("How long one attempt may go unanswered.", Min = "1us")]
    public SimDuration AttemptTimeout { get; init; } = 100.Milliseconds;
}

/// <summary>Lets clients try again at once and often, instead of as their workload says.</summary>
/// <remarks>Source: Bronson et al., "Metastable Failures in Distributed Systems", HotOS 2021, section
/// 2.</remarks>
public sealed class RetryStorm(RetryStormOptions options) : Fault
{
    private readonly RetryPlan _storm = new()
    {
        Count = options.Retries,
        AttemptTimeout = options.AttemptTimeout,
        BackOff = SimDuration.Zero,
    };
    private Workload? _workload;

    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "retry-storm",
            "Lets the clients of a workload try again at once and often, where they would have backed off.",
            typeof(RetryStormOptions),
            options => new RetryStorm((RetryStormOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => options.Workload;

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        _workload = Workload.In(context.World, options.Workload);
        _workload?.BeginStorm(_storm, context.Effect.Of("attempt repeated", "attempts repeated"));
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context) => _workload?.EndStorm(_storm);
}
