using Simulation.Kernel.Time;

namespace Simulation.Reports.SpaceTime;

/// <summary>What became of a message.</summary>
public enum FlightEnd
{
    /// <summary>It was still on its way at the end of what was looked at.</summary>
    UnderWay,

    /// <summary>It arrived.</summary>
    Delivered,

    /// <summary>It went missing.</summary>
    Dropped,
}

/// <summary>One message from its sending to its end.</summary>
/// <param name="Source">The process that sent it.</param>
/// <param name="Target">The process that it was meant for.</param>
/// <param name="Words">What it says.</param>
/// <param name="Sent">When it left.</param>
public sealed record Flight(string Source, string Target, string Words, SimTime Sent)
{
    /// <summary>When it arrived or went missing; null while it is under way.</summary>
    public SimTime? Ended { get; init; }

    /// <summary>What became of it.</summary>
    public FlightEnd End { get; init; }

    /// <summary>Why it went missing; empty for every other end.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Its first word, which is the name of the kind of message.</summary>
    public string Kind => Words.Split(' ', 2)[0];
}
