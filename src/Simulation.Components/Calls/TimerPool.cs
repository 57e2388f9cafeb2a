using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Calls;

/// <summary>Timers of a process for many things at once, each with what it is about.</summary>
/// <typeparam name="T">What a timer is about.</typeparam>
internal sealed class TimerPool<T>(CallLine line, string name)
    where T : class
{
    private readonly Dictionary<ProcessTimer, T> _running = [];
    private readonly Stack<ProcessTimer> _idle = new();

    /// <summary>Lets a timer run out after a while.</summary>
    public ProcessTimer Start(T about, SimDuration after)
    {
        ProcessTimer timer = _idle.TryPop(out ProcessTimer? idle) ? idle : line.CreateTimer(name);
        _running.Add(timer, about);
        timer.Set(after);
        return timer;
    }

    /// <summary>Takes a timer back that has not run out.</summary>
    public void Stop(ProcessTimer timer)
    {
        timer.Cancel();
        _running.Remove(timer);
        _idle.Push(timer);
    }

    /// <summary>Takes what a timer that ran out was about; false when it is none of these.</summary>
    public bool TryTake(ProcessTimer timer, out T? about)
    {
        if (!_running.Remove(timer, out about))
        {
            return false;
        }

        _idle.Push(timer);
        return true;
    }
}
