using Simulation.Kernel.Events;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;

namespace Simulation.Kernel.Nodes;

/// <summary>
/// A one-shot timer of a process, by its node's clock. Setting it again moves it; one object serves for ever.
/// </summary>
public sealed class ProcessTimer : SimEvent
{
    private readonly Process _process;
    private SimTime _due = SimTime.MaxValue;
    private SimTime _scheduled = SimTime.MaxValue;
    private bool _isShot;

    internal ProcessTimer(Process process, string name)
    {
        _process = process;
        Name = name;
        Code = Trace.Hash(name);
    }

    /// <summary>What it is for, such as <c>election</c>.</summary>
    public string Name { get; }

    /// <summary>The name as a number, for the trace.</summary>
    internal ulong Code { get; }

    /// <summary>Whether it is going to run out.</summary>
    public bool IsSet => _due != SimTime.MaxValue;

    /// <summary>
    /// Lets it run out a length from now by the node's clock, instead of when it was set to before.
    /// </summary>
    public void Set(SimDuration after)
    {
        EventLoop loop = _process.Address.World.Loop;
        _isShot = false;
        _due = loop.Now + _process.Address.Node.Clock.RealLength(after);
        if (_due < _scheduled)
        {
            _scheduled = _due;
            loop.At(_due, this, tag: _due.Nanoseconds);
        }
    }

    /// <summary>Takes it back, also when it has run out but the process has not been told yet.</summary>
    public void Cancel()
    {
        _due = SimTime.MaxValue;
        _isShot = false;
    }

    /// <inheritdoc/>
    public override void Fire(object? message, object? sender, long tag)
    {
        ProcessRef address = _process.Address;
        if (!ReferenceEquals(address.Living, _process))
        {
            return;
        }

        if (address.Node.State == NodeState.Paused)
        {
            address.Node.Wait(this, message, sender, tag);
            return;
        }

        if (_scheduled.Nanoseconds == tag)
        {
            _scheduled = SimTime.MaxValue;
        }

        EventLoop loop = address.World.Loop;
        if (_due <= loop.Now)
        {
            _due = SimTime.MaxValue;
            _isShot = true;
            address.Actor!.Tell(this, address);
        }
        else if (IsSet && _due < _scheduled)
        {
            _scheduled = _due;
            loop.At(_due, this, tag: _due.Nanoseconds);
        }
    }

    /// <summary>Whether it has run out and was not taken back since; asked once, by its process.</summary>
    internal bool TakeShot()
    {
        bool isShot = _isShot;
        _isShot = false;
        return isShot;
    }
}
