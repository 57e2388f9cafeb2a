using Simulation.Kernel.Nodes;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Sharding;

/// <summary>How much a replica of a shard can do.</summary>
/// <param name="Capacity">How many requests it begins at most; null for any number.</param>
/// <param name="ServiceTime">How long each takes; null for no time.</param>
/// <param name="Workers">How many it works on at a time; null for any number.</param>
/// <param name="Queue">How many may wait.</param>
internal sealed record StationPlan(
    Rate? Capacity,
    Distribution? ServiceTime,
    int? Workers,
    ShardQueueOptions Queue
)
{
    /// <summary>Whether requests neither wait nor take time.</summary>
    public bool IsFree => Capacity is null && ServiceTime is null;
}

/// <summary>
/// Where requests wait for a replica of a shard and are worked on: begun at an even pace, in the order in which
/// they came. Its process hands it the timers that are its own.
/// </summary>
/// <param name="plan">How much it can do.</param>
/// <param name="clock">The node's clock.</param>
/// <param name="createTimer">Makes a timer of the process.</param>
/// <param name="random">Where service times are drawn.</param>
/// <param name="gauge">Where the length of the queue is shown.</param>
internal sealed class ShardStation(
    StationPlan plan,
    NodeClock clock,
    Func<string, ProcessTimer> createTimer,
    RandomStream random,
    QueueGauge gauge
)
{
    private readonly Queue<ShardRequest> _waiting = new();
    private readonly Dictionary<ProcessTimer, ShardRequest> _working = [];
    private readonly Stack<ProcessTimer> _idle = new();
    private readonly ProcessTimer _pace = createTimer("pace");
    private SimTime _nextStart = SimTime.Zero;

    /// <summary>Takes a request; which one is refused for it, itself or an older one, or none.</summary>
    public ShardRequest? Take(in ShardRequest request)
    {
        ShardRequest? refused = null;
        if (_waiting.Count >= (plan.Queue.Limit ?? int.MaxValue))
        {
            if (plan.Queue.WhenFull == FullQueueRule.Reject)
            {
                return request;
            }

            refused = _waiting.Dequeue();
        }

        _waiting.Enqueue(request);
        Begin();
        return refused;
    }

    /// <summary>Takes a timer that ran out; true when it ended the work on a request.</summary>
    public bool TryEnd(ProcessTimer timer, out ShardRequest done)
    {
        bool isWork = _working.Remove(timer, out done);
        if (isWork)
        {
            _idle.Push(timer);
        }

        if (isWork || ReferenceEquals(timer, _pace))
        {
            Begin();
        }

        return isWork;
    }

    private void Begin()
    {
        while (_waiting.Count > 0 && _working.Count < (plan.Workers ?? int.MaxValue))
        {
            SimTime now = clock.Now;
            if (plan.Capacity is { } capacity)
            {
                if (now < _nextStart)
                {
                    _pace.Set(_nextStart - now);
                    break;
                }

                _nextStart = now + capacity.Interval;
            }

            ProcessTimer timer = _idle.TryPop(out ProcessTimer? idle) ? idle : createTimer("work");
            _working.Add(timer, _waiting.Dequeue());
            timer.Set(new SimDuration(plan.ServiceTime?.Draw(random) ?? 0));
        }

        gauge.Show(_waiting.Count);
    }
}
