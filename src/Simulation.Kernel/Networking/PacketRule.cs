using Simulation.Kernel.Time;

namespace Simulation.Kernel.Networking;

/// <summary>
/// Decides the fate of messages while it is in force, as a fault does. The rules are asked in the order in
/// which they came into force: delays add up, and the first that drops or holds a message settles it.
/// </summary>
public abstract class PacketRule
{
    /// <summary>Says what becomes of a message.</summary>
    public abstract PacketFate Decide(in Packet packet);
}

/// <summary>What becomes of a message.</summary>
public readonly record struct PacketFate
{
    private PacketFate(Kind what, SimDuration delay, string reason)
    {
        What = what;
        Delay = delay;
        Reason = reason;
    }

    internal enum Kind
    {
        Pass,
        Drop,
        Delay,
        Hold,
    }

    /// <summary>The rule does not care.</summary>
    public static PacketFate Pass => default;

    /// <summary>The rule has taken the message and will send it on itself, or not.</summary>
    public static PacketFate Held { get; } = new(Kind.Hold, default, "");

    internal Kind What { get; }

    internal SimDuration Delay { get; }

    internal string Reason { get; }

    /// <summary>The message never arrives.</summary>
    public static PacketFate Drop(string reason) => new(Kind.Drop, default, reason);

    /// <summary>The message takes this much longer than its link would.</summary>
    public static PacketFate DelayBy(SimDuration delay) => new(Kind.Delay, delay, "");
}
