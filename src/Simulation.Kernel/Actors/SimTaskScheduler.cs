using Akka.Dispatch;
using Simulation.Kernel.Events;

namespace Simulation.Kernel.Actors;

/// <summary>Runs tasks on the loop; an actor system created under it keeps its own tasks there.</summary>
internal sealed class SimTaskScheduler(EventLoop loop) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => 1;

    protected override IEnumerable<Task>? GetScheduledTasks() => null;

    protected override void QueueTask(Task task) => loop.Enqueue(new Item(this, task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    private sealed class Item(SimTaskScheduler scheduler, Task task) : IRunnable
    {
        public void Run() => scheduler.TryExecuteTask(task);

        public void Execute() => Run();
    }
}
