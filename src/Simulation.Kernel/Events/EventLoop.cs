using System.Runtime.CompilerServices;
using Akka.Dispatch;
using Simulation.Kernel.Determinism;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Events;

/// <summary>
/// The heart of the simulation, bound to one thread: drains what can run now, takes the next event, sets the
/// clock, lets it happen. Several actor systems may share one loop.
/// </summary>
public sealed class EventLoop
{
    private const int BatchLength = 256;

    private readonly EventQueue _queue = new();
    private IRunnable?[] _runnable = new IRunnable?[256];
    private int _runnableHead;
    private int _runnableCount;
    private Exception? _failure;

    internal EventLoop() => Tripwires = new Tripwires(Environment.CurrentManagedThreadId);

    /// <summary>Real time in the simulated world; no code of a node may read it.</summary>
    public SimTime Now { get; private set; }

    /// <summary>How many events have happened since the last reset.</summary>
    public long EventCount { get; private set; }

    /// <summary>How many events are to come.</summary>
    public int PendingCount => _queue.Count;

    /// <summary>What watches for work that escapes the loop.</summary>
    internal Tripwires Tripwires { get; }

    /// <summary>
    /// Runs what others queue to the thread pool here; null where the layer is not installed.
    /// </summary>
    internal ThreadPoolPump? Pump { get; set; }

    /// <summary>Schedules an event at an instant, not before now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At(
        SimTime time,
        SimEvent happening,
        object? message = null,
        object? sender = null,
        long tag = 0
    )
    {
        Invariant.That(time >= Now);
        _queue.Push(time, happening, message, sender, tag);
    }

    /// <summary>Schedules an event a length of real time from now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void After(
        SimDuration delay,
        SimEvent happening,
        object? message = null,
        object? sender = null,
        long tag = 0
    ) => At(Now + delay, happening, message, sender, tag);

    /// <summary>Runs every event up to and with an instant, then sets the clock to it.</summary>
    public void RunUntil(SimTime limit)
    {
        Drain();
        while (RunBatch(limit))
        {
            // The work is in the batches.
        }

        Invariant.That(limit >= Now);
        Now = limit;
    }

    /// <summary>Runs events until a condition holds or none is left; tells whether it holds.</summary>
    public bool RunUntil(Func<bool> condition)
    {
        Drain();
        while (_queue.Count > 0 && !condition())
        {
            RunBatch(condition);
        }

        return condition();
    }

    /// <summary>Stops the run with a defect found inside an actor; the loop throws it.</summary>
    public void Fail(Exception failure) => _failure ??= failure;

    /// <summary>Puts work to run at this instant, behind what is already there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enqueue(IRunnable work)
    {
        if (!Tripwires.IsOnOwnThread())
        {
            Tripwires.ReportForeignThread(work);
            return;
        }

        if (_runnableCount == _runnable.Length)
        {
            GrowRunnable();
        }
        unchecked
        {
            _runnable[(_runnableHead + _runnableCount++) & (_runnable.Length - 1)] = work;
        }
    }

    /// <summary>Runs everything that can run at this instant.</summary>
    internal void Drain()
    {
        do
        {
            while (_runnableCount > 0)
            {
                RunNext();
            }
        } while (Pump is not null && Pump.RunOne());

        if (_failure is not null)
        {
            ThrowFailure();
        }
    }

    /// <summary>Reports the events that nobody took back and that belong to no process of the run.</summary>
    internal void ReportStrays()
    {
        while (_queue.Count > 0)
        {
            if (_queue.Pop().Event is IStrayable { IsCancelled: false } stray)
            {
                Tripwires.ReportLeftEvent(stray);
            }
        }
    }

    /// <summary>Empties the queues and sets the clock back, for the next run on the same thread.</summary>
    internal void Reset()
    {
        _queue.Clear();
        Array.Clear(_runnable);
        _runnableHead = 0;
        _runnableCount = 0;
        _failure = null;
        Now = SimTime.Zero;
        EventCount = 0;
    }

    /// <summary>
    /// Runs some events; tells whether there may be more. The run loop is cut into calls so that the compiler,
    /// which improves what is called often, improves it too.
    /// </summary>
    private bool RunBatch(SimTime limit)
    {
        for (int left = BatchLength; left > 0; left--)
        {
            if (_queue.Count == 0 || _queue.NextTime > limit)
            {
                return false;
            }

            Step();
            Drain();
        }

        return true;
    }

    private void RunBatch(Func<bool> condition)
    {
        for (int left = BatchLength; left > 0 && _queue.Count > 0 && !condition(); left--)
        {
            Step();
            Drain();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step()
    {
        Now = _queue.NextTime;
        EventQueue.Scheduled next = _queue.Pop();
        EventCount++;
        next.Event.Fire(next.Message, next.Sender, next.Tag);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RunNext()
    {
        unchecked
        {
            IRunnable work = _runnable[_runnableHead]!;
            _runnable[_runnableHead] = null;
            _runnableHead = (_runnableHead + 1) & (_runnable.Length - 1);
            _runnableCount--;
            work.Run();
        }
    }

    private void GrowRunnable()
    {
        var grown = new IRunnable?[_runnable.Length * 2];
        for (int index = 0; index < _runnableCount; index++)
        {
            grown[index] = _runnable[(_runnableHead + index) & (_runnable.Length - 1)];
        }

        _runnable = grown;
        _runnableHead = 0;
    }

    private void ThrowFailure()
    {
        Exception failure = _failure!;
        _failure = null;
        throw new SimulationFailure(failure, Now);
    }
}

/// <summary>
/// Code inside the simulated world threw: a defect of the lab or of a component, never a fault.
/// </summary>
public sealed class SimulationFailure(Exception cause, SimTime at)
    : Exception($"At {at}: {cause.Message}", cause);
