using Simulation.Components.Services.Balancing;
using Simulation.Components.Services.Policies;
using Simulation.Kernel.Options;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Services;

/// <summary>What a component of kind <c>service</c> takes.</summary>
public sealed record ServiceOptions : IValidatedOptions
{
    /// <summary>Where its replicas live.</summary>
    [Option(
        "The nodes (or all nodes of these regions, zones, clouds) that its replicas are spread over; "
            + "empty: every node.",
        Names = NameKind.Place
    )]
    public IReadOnlyList<string> RunsOn { get; init; } = [];

    /// <summary>How many replicas there are.</summary>
    [Option("How many replicas there are, one node after the other; off: one on each node.", Min = "1")]
    public int? Replicas { get; init; }

    /// <summary>How many requests a replica serves at once.</summary>
    [Option("How many requests a replica works on at once.", Min = "1")]
    public int Workers { get; init; } = 1;

    /// <summary>How long the replica's own work takes.</summary>
    [Option("How long a replica's own work on one request takes, on a healthy node.")]
    public Distribution ServiceTime { get; init; } = Distribution.Constant(1_000_000);

    /// <summary>Who waits when all workers are busy.</summary>
    [Option("Who may wait when all workers of a replica are busy.")]
    public QueueOptions Queue { get; init; } = new();

    /// <summary>Whom it asks.</summary>
    [Option(
        "The components it asks for each request; those after the first are asked without effect: they read.",
        Names = NameKind.Component
    )]
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>In which order it asks them.</summary>
    [Option("sequential: one after the other; parallel: all at once; fan-out: all replicas of each.")]
    public CallOrder CallOrder { get; init; } = CallOrder.Sequential;

    /// <summary>Which replica of a component is asked.</summary>
    [Option("Which replica of a component it asks.")]
    public BalancerOptions Balance { get; init; } = new();

    /// <summary>How long a call may take.</summary>
    [Option("How long one call may take, redirects included, where no policy says otherwise.")]
    public SimDuration CallTimeout { get; init; } = 1.Seconds;

    /// <summary>How calls are made to survive failures.</summary>
    [Option("The Polly pipeline around each call; off: calls are made once.")]
    public PolicyOptions? Policy { get; init; }

    /// <summary>How long a replica takes to get going.</summary>
    [Option("How long a replica turns requests away after it has started.")]
    public Distribution ColdStart { get; init; } = Distribution.Constant(0);

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Policy is not null && Calls.Count == 0)
        {
            yield return ("policy", "a policy guards calls, and there are none: write 'calls'");
        }
    }
}

/// <summary>In which order a service asks those it calls.</summary>
public enum CallOrder
{
    /// <summary>One after the other.</summary>
    Sequential,

    /// <summary>All at once.</summary>
    Parallel,

    /// <summary>All replicas of all of them at once.</summary>
    FanOut,
}
