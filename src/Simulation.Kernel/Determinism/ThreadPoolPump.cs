using System.Collections.Concurrent;
using System.Reflection;

namespace Simulation.Kernel.Determinism;

/// <summary>
/// Captures the process's thread pool: parks all its workers, and runs what anybody queues to it on the
/// simulation's thread, in order, at the simulated instant at which it was queued.
/// </summary>
/// <remarks>
/// The runtime has no public way to do this; the fields used are checked at start by <see cref="SelfCheck"/>.
/// It takes over its process: Ask, PipeTo, Task.Run and Polly become deterministic, and nothing else may rely
/// on the pool until <see cref="Dispose"/>.
/// </remarks>
internal sealed class ThreadPoolPump : IDisposable
{
    private const BindingFlags Hidden =
        BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance;

    private readonly ConcurrentQueue<object> _items;
    private readonly ConcurrentQueue<object> _urgentItems;
    private readonly Action<Task, Thread> _execute;
    private readonly ManualResetEvent _release = new(false);

    private ThreadPoolPump(
        ConcurrentQueue<object> items,
        ConcurrentQueue<object> urgentItems,
        Action<Task, Thread> execute
    )
    {
        _items = items;
        _urgentItems = urgentItems;
        _execute = execute;
    }

    /// <summary>
    /// Called with what a real timer queued: an offence, since it comes at the machine's time.
    /// </summary>
    public Action<object>? RealTimerFired { get; set; }

    /// <summary>Parks the workers, or tells why this runtime does not let it.</summary>
    public static ThreadPoolPump? TryInstall(out string? reason)
    {
        object? pool = typeof(ThreadPool).GetField("s_workQueue", Hidden)?.GetValue(null);
        var items = pool?.GetType().GetField("workItems", Hidden)?.GetValue(pool) as ConcurrentQueue<object>;
        var urgent =
            pool?.GetType().GetField("highPriorityWorkItems", Hidden)?.GetValue(pool)
            as ConcurrentQueue<object>;
        MethodInfo? execute = typeof(Task).GetMethod("ExecuteFromThreadPool", Hidden);
        if (items is null || urgent is null || execute is null)
        {
            reason = "this runtime's thread pool keeps its queue elsewhere";
            return null;
        }

        var pump = new ThreadPoolPump(items, urgent, execute.CreateDelegate<Action<Task, Thread>>());
        reason = pump.ParkWorkers() ? null : "the thread pool's workers could not be parked";
        return reason is null ? pump : null;
    }

    /// <summary>Runs the oldest queued item, if there is one.</summary>
    public bool RunOne()
    {
        if (!_items.TryDequeue(out object? item) && !_urgentItems.TryDequeue(out item))
        {
            return false;
        }

        if (item.GetType().FullName == "System.Threading.TimerQueue")
        {
            RealTimerFired?.Invoke(item);
        }

        if (item is Task task)
        {
            _execute(task, Thread.CurrentThread);
        }
        else
        {
            ((IThreadPoolWorkItem)item).Execute();
        }

        return true;
    }

    /// <summary>Gives the workers back to the process.</summary>
    public void Dispose() => _release.Set();

    private bool ParkWorkers()
    {
        int count = Environment.ProcessorCount;
        ThreadPool.SetMinThreads(count, 1);
        if (!ThreadPool.SetMaxThreads(count, 1))
        {
            return false;
        }

        using var parked = new CountdownEvent(count);
        for (int index = 0; index < count; index++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => Park(parked), null);
        }

        return parked.Wait(TimeSpan.FromSeconds(10));
    }

    private void Park(CountdownEvent parked)
    {
        parked.Signal();
        _release.WaitOne();
    }
}
