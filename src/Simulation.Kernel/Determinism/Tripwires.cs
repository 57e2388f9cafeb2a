using System.Collections.Concurrent;

namespace Simulation.Kernel.Determinism;

/// <summary>
/// Watches a run for work that escapes the simulation's thread and clock; whatever trips makes the run's
/// fingerprint worthless, so it is named and reported with the result.
/// </summary>
public sealed class Tripwires
{
    private readonly ConcurrentQueue<string> _offences = new();
    private readonly int _owner;
    private long _poolItems;
    private long _timers;

    internal Tripwires(int owner) => _owner = owner;

    /// <summary>What tripped since the run began, in the order found; empty for a clean run.</summary>
    public IReadOnlyList<string> Offences => [.. _offences];

    /// <summary>Remembers the state of the process's thread pool and timers before a run.</summary>
    internal void Arm()
    {
        _offences.Clear();
        _poolItems = ThreadPool.CompletedWorkItemCount;
        _timers = Timer.ActiveCount;
    }

    /// <summary>
    /// Compares the process's thread pool and timers with what they were when armed. Where the layer does not
    /// own the process, others use both, and nothing can be concluded.
    /// </summary>
    internal void Inspect()
    {
        if (DeterminismLayer.Pump is null)
        {
            return;
        }

        long items = ThreadPool.CompletedWorkItemCount - _poolItems;
        long timers = Timer.ActiveCount - _timers;
        if (items > 0)
        {
            Report($"stray pool item: {items} ran on the real thread pool");
        }

        if (timers > 0)
        {
            Report($"real timer: {timers} were started on the machine's clock");
        }
    }

    /// <summary>Whether the caller is on the simulation's thread.</summary>
    internal bool IsOnOwnThread() => Environment.CurrentManagedThreadId == _owner;

    /// <summary>Whether the caller is on the simulation's thread; an offence if not.</summary>
    internal bool IsOnOwnThread(string doing)
    {
        if (IsOnOwnThread())
        {
            return true;
        }

        Report("foreign thread: " + doing);
        return false;
    }

    internal void ReportForeignThread(object work) => Report("foreign thread: queued " + Name(work));

    internal void ReportRealTimer(object item) => Report("real timer: " + Name(item) + " fired");

    internal void ReportLeftEvent(object happening) => Report("event left at the end: " + Name(happening));

    private void Report(string offence)
    {
        if (_offences.Count < 100)
        {
            _offences.Enqueue(offence);
        }
    }

    private static string Name(object item) => item.ToString() ?? item.GetType().Name;
}
