using Simulation.Kernel.Events;

namespace Simulation.Kernel.Time;

/// <summary>
/// What a node believes the time to be: real time, plus an offset, running fast or slow by a drift. Code on a
/// node can read no other clock.
/// </summary>
public sealed class NodeClock
{
    private const long Million = 1_000_000;

    private readonly EventLoop _loop;
    private SimTime _anchor;
    private SimTime _localAtAnchor;

    internal NodeClock(EventLoop loop) => _loop = loop;

    /// <summary>
    /// The node's time. It may jump when a fault or a correction sets the clock, also backwards.
    /// </summary>
    public SimTime Now => _localAtAnchor + Local(_loop.Now - _anchor);

    /// <summary>How much the clock gains, in millionths; negative when it is slow.</summary>
    public long DriftPartsPerMillion { get; private set; }

    /// <summary>How far the clock is ahead of real time; negative when it is behind.</summary>
    public SimDuration Offset => Now - _loop.Now;

    /// <summary>Sets the clock ahead (or back) by a length.</summary>
    public void Shift(SimDuration by)
    {
        _localAtAnchor = Now + by;
        _anchor = _loop.Now;
    }

    /// <summary>Lets the clock run fast (or slow) from now on.</summary>
    /// <param name="partsPerMillion">Above -1,000,000.</param>
    public void SetDrift(long partsPerMillion)
    {
        Invariant.That(partsPerMillion > -Million);
        _localAtAnchor = Now;
        _anchor = _loop.Now;
        DriftPartsPerMillion = partsPerMillion;
    }

    /// <summary>
    /// How long the node must really wait for its clock to advance by a length; rounded up.
    /// </summary>
    internal SimDuration RealLength(SimDuration local)
    {
        if (DriftPartsPerMillion == 0)
        {
            return local;
        }

        long rate = Million + DriftPartsPerMillion;
        return new SimDuration((long)(((Int128)local.Nanoseconds * Million + rate - 1) / rate));
    }

    private SimDuration Local(SimDuration real) =>
        DriftPartsPerMillion == 0
            ? real
            : new SimDuration((long)((Int128)real.Nanoseconds * (Million + DriftPartsPerMillion) / Million));
}
