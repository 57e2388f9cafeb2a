using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.Chain;

/// <summary>What can be chosen about chain replication and CRAQ.</summary>
public sealed record ChainOptions : IValidatedOptions
{
    /// <summary>How many replicas of the configuration there are.</summary>
    [Option("On how many of the nodes, from the first, the configuration master runs.", Min = "1")]
    public int Masters { get; init; } = 3;

    /// <summary>How often neighbours show that they live.</summary>
    [Option("How often neighbours in the chain show each other that they live.", Min = "1ms")]
    public SimDuration HeartbeatInterval { get; init; } = 50.Milliseconds;

    /// <summary>When a neighbour is taken for dead.</summary>
    [Option("How long a neighbour is silent before it is put out of the chain.", Min = "10ms")]
    public SimDuration SuspectAfter { get; init; } = 500.Milliseconds;

    /// <summary>How long a replica may serve reads without having asked the master.</summary>
    [Option(
        "How long a replica serves after it last read the configuration; a shorter chain waits as long "
            + "before it goes on.",
        Min = "10ms"
    )]
    public SimDuration Lease { get; init; } = 500.Milliseconds;

    /// <summary>How much longer others wait for a lease to end.</summary>
    [Option("How much longer others wait for a lease, for clocks that run at different rates.", Min = "0ms")]
    public SimDuration ClockErrorMax { get; init; } = 10.Milliseconds;

    /// <summary>How long the log may become.</summary>
    [Option("After how many updates a replica takes a snapshot.", Min = "1")]
    public int SnapshotAfter { get; init; } = 10_000;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (HeartbeatInterval * 3 > SuspectAfter)
        {
            yield return ("heartbeat-interval", "must be at most a third of suspect-after");
        }

        if (HeartbeatInterval * 3 > Lease)
        {
            yield return ("heartbeat-interval", "must be at most a third of lease, which it renews");
        }
    }
}
