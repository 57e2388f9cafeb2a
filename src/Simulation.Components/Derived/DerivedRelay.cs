using Simulation.Components.Calls;
using Simulation.Components.Stores;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Derived;

/// <summary>
/// Brings what was written to the database to the sink: at least once each. There is one of them, so that nobody
/// overtakes it; while its node is down, the sink falls behind.
/// </summary>
internal sealed class DerivedRelay(DerivedLayout layout) : Process
{
    private SinkLanes _lanes = null!;
    private IEventFeed _feed = null!;
    private bool _isDelivering;

    /// <inheritdoc/>
    public override string Describe() => $"{_lanes.Pending} on their way";

    /// <inheritdoc/>
    protected override void OnStart()
    {
        TakeRole("relay");
        var line = new CallLine((target, message) => Send(target, message), CreateTimer, Address.Node.Clock);
        _lanes = new SinkLanes(layout, line, Address, World);
        _feed =
            layout.Options.By == DerivationRule.Outbox
                ? new OutboxFeed(layout, line, Address, CallNumbers.Of(World), Deliver)
                : new ChangeFeed(layout, line, Address, Disk, Deliver);
        _feed.Start();
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        if (message is KvReply reply)
        {
            _lanes.Take(source, reply);
        }
        else
        {
            _feed.Take(source, message);
        }

        EndBatch();
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        _lanes.OnTimer(timer);
        _feed.OnTimer(timer);
        EndBatch();
    }

    /// <inheritdoc/>
    protected override void OnSynced(long ticket) { }

    private void Deliver(IReadOnlyList<SourceEvent> events)
    {
        _isDelivering = true;
        foreach (SourceEvent one in events)
        {
            _lanes.Add(one);
        }
    }

    private void EndBatch()
    {
        if (_isDelivering && _lanes.Pending == 0)
        {
            _isDelivering = false;
            _feed.OnDelivered();
        }
    }
}
