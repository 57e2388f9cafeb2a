using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Services;

/// <summary>
/// Workers that serve jobs one at a time each, first come, first served, with a queue before them. A process
/// hosts it and hands it the timers that are its own; a slow node serves slowly.
/// </summary>
/// <typeparam name="TJob">What is served.</typeparam>
/// <param name="node">The node whose processor does the work.</param>
/// <param name="createTimer">Makes a timer of the process.</param>
/// <param name="options">How many workers, how fast, and who may wait.</param>
/// <param name="random">Where service times are drawn from, in the order in which service begins.</param>
/// <param name="meters">What is measured; null for nothing.</param>
public sealed class WorkStation<TJob>(
    Node node,
    Func<string, ProcessTimer> createTimer,
    StationOptions options,
    RandomStream random,
    StationMeters? meters = null
)
{
    private readonly Dictionary<ProcessTimer, Worker> _byTimer = [];
    private readonly Stack<Worker> _idle = new();
    private readonly Queue<Waiting> _queue = new();

    /// <summary>How many jobs wait.</summary>
    public int QueuedCount => _queue.Count;

    /// <summary>How many jobs are being served.</summary>
    public int BusyCount { get; private set; }

    /// <summary>Brings a job.</summary>
    /// <param name="job">What is to be served.</param>
    /// <param name="hasShed">Whether <paramref name="shed"/> was turned away in its place.</param>
    /// <param name="shed">The job that had waited longest.</param>
    /// <returns>False when the queue is full and the job itself is turned away.</returns>
    public bool TryEnter(TJob job, out bool hasShed, out TJob? shed)
    {
        hasShed = false;
        shed = default;
        var waiting = new Waiting(job, node.Clock.Now);
        if (BusyCount < options.Workers)
        {
            meters?.Enter();
            Serve(waiting);
            return true;
        }

        if (options.Queue.Limit is { } limit && _queue.Count >= limit)
        {
            if (options.Queue.WhenFull == WhenFull.Reject || limit == 0)
            {
                meters?.TurnAway();
                return false;
            }

            hasShed = true;
            shed = _queue.Dequeue().Job;
            meters?.Queue.Add(-1);
            meters?.Shed();
        }

        meters?.Enter();
        _queue.Enqueue(waiting);
        meters?.Queue.Add(1);
        return true;
    }

    /// <summary>Brings a job where nobody is shed, since a full queue rejects.</summary>
    public bool TryEnter(TJob job)
    {
        bool isIn = TryEnter(job, out bool hasShed, out _);
        Invariant.That(!hasShed);
        return isIn;
    }

    /// <summary>Takes a timer that ran out; true when a job is done, and the next has begun.</summary>
    public bool TryFinish(ProcessTimer timer, out TJob? job)
    {
        if (!_byTimer.TryGetValue(timer, out Worker? worker))
        {
            job = default;
            return false;
        }

        job = worker.Serving.Job;
        meters?.Leave(node.Clock.Now - worker.Serving.Since);
        worker.Serving = default;
        BusyCount--;
        _idle.Push(worker);
        if (_queue.TryDequeue(out Waiting next))
        {
            meters?.Queue.Add(-1);
            Serve(next);
        }

        return true;
    }

    private void Serve(Waiting waiting)
    {
        if (!_idle.TryPop(out Worker? worker))
        {
            worker = new Worker(createTimer("service"));
            _byTimer.Add(worker.Timer, worker);
        }

        BusyCount++;
        worker.Serving = waiting;
        meters?.Waits.Record(node.Clock.Now - waiting.Since);
        long length = options.ServiceTime.Draw(random);
        worker.Timer.Set(new SimDuration(length) * node.Slowness);
    }

    private readonly record struct Waiting(TJob Job, SimTime Since);

    private sealed class Worker(ProcessTimer timer)
    {
        public ProcessTimer Timer => timer;

        public Waiting Serving { get; set; }
    }
}
