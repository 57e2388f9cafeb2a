using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.FollowerReads;

/// <summary>How stale a follower's reads may be.</summary>
public sealed record BoundedStalenessOptions : IValidatedOptions
{
    /// <summary>The oldest state that a follower may show.</summary>
    [Option(
        "How long ago the state that a read shows may have been complete; a follower that cannot prove it "
            + "sends the client to the leader.",
        Min = "1ms"
    )]
    public SimDuration MaxAge { get; init; } = 1.Seconds;

    /// <summary>How many versions of a key a follower may lack; null for any number.</summary>
    [Option(
        "How many versions of its key a follower's read may lack; writes wait for followers that lack as many. "
            + "Off: any number.",
        Min = "1"
    )]
    public int? MaxVersions { get; init; }

    /// <summary>How far the nodes' clocks may be apart.</summary>
    [Option("How far the nodes' clocks may be apart; clocks further apart break the bounds.", Min = "0ms")]
    public SimDuration ClockErrorMax { get; init; } = 50.Milliseconds;

    /// <summary>A defect put in on purpose; only for scenarios that test the checkers.</summary>
    [Option("A defect put in on purpose: none or ignore-age.")]
    public PlantedStalenessBug Planted { get; init; } = PlantedStalenessBug.None;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (ClockErrorMax >= MaxAge)
        {
            yield return ("clock-error-max", "must be shorter than max-age, or no follower ever serves");
        }
    }
}

/// <summary>A defect put in on purpose, so that a scenario can show that its checker bites.</summary>
public enum PlantedStalenessBug
{
    /// <summary>The protocol as published.</summary>
    None,

    /// <summary>Planted: a follower answers from whatever it has, however old.</summary>
    IgnoreAge,
}
