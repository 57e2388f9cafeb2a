using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Topologies;

/// <summary>
/// One direction between two places, while a run goes on: its profile, its chance, its queue.
/// </summary>
public sealed class Link
{
    private readonly RandomStream _random;
    private SimTime _freeAt;

    internal Link(LinkProfile profile, RandomStream random)
    {
        Profile = profile;
        _random = random;
        Latency = profile.Latency;
    }

    /// <summary>What the scenario says of the link.</summary>
    public LinkProfile Profile { get; }

    /// <summary>How many bytes were given to it.</summary>
    public long SentBytes { get; private set; }

    private Distribution Latency { get; }

    /// <summary>Counts what is given to it, lost or not: who sends pays.</summary>
    internal void Count(int sizeBytes) => SentBytes += sizeBytes;

    /// <summary>Whether this message is lost on the wire.</summary>
    internal bool Loses() => Profile.Loss.Happens(_random);

    /// <summary>Whether this message arrives twice.</summary>
    internal bool Duplicates() => Profile.Duplicate.Happens(_random);

    /// <summary>
    /// How long a message takes from now on, its wait for the bandwidth included; null when the queue is
    /// full.
    /// </summary>
    internal SimDuration? Delay(SimTime now, int sizeBytes)
    {
        var delay = new SimDuration(Latency.Draw(_random));
        if (Profile.Reorder.Happens(_random))
        {
            delay += Profile.ReorderGap;
        }

        return Profile.Bandwidth is { } bandwidth ? delay + Queue(bandwidth, now, sizeBytes) : delay;
    }

    private SimDuration? Queue(Bandwidth bandwidth, SimTime now, int sizeBytes)
    {
        SimTime start = _freeAt > now ? _freeAt : now;
        if (Profile.QueueLimit is { } limit && start - now > bandwidth.TimeFor(limit.Bytes))
        {
            return null;
        }

        _freeAt = start + bandwidth.TimeFor(sizeBytes);
        return _freeAt - now;
    }
}
