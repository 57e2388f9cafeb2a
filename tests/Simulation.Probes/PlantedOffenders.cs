using Akka.Actor;
using Simulation.Kernel.Nodes;

namespace Simulation.Probes;

/// <summary>Planted: tells itself something from a thread of its own.</summary>
internal sealed class ForeignThread : Process
{
    protected override void OnStart()
    {
        IActorRef self = Self;
        var thread = new Thread(() => self.Tell("from outside"));
        thread.Start();
        thread.Join();
    }

    protected override void OnMessage(ProcessRef source, object message) => Announce("heard");
}

/// <summary>Planted: waits on the machine's clock.</summary>
internal sealed class RealTimer : Process
{
    protected override void OnStart() => Task.Delay(TimeSpan.FromHours(1));

    protected override void OnMessage(ProcessRef source, object message)
    {
        // The delay is the offence.
    }
}

/// <summary>Planted: gives the real thread pool more workers, so that work runs there.</summary>
internal sealed class StrayPoolItem : Process
{
    protected override void OnStart()
    {
        ThreadPool.SetMaxThreads(64, 64);
        ThreadPool.SetMinThreads(64, 64);
        using var done = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(_ => done.Set(), null);
        done.Wait(TimeSpan.FromSeconds(10));
        Thread.Sleep(50);
    }

    protected override void OnMessage(ProcessRef source, object message)
    {
        // The item is the offence.
    }
}

/// <summary>Planted: schedules a message for ever and never takes it back.</summary>
internal sealed class LeftEvent : Process
{
    protected override void OnStart() =>
        Context.System.Scheduler.ScheduleTellRepeatedly(
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(1),
            Self,
            "tick",
            Self
        );

    protected override void OnMessage(ProcessRef source, object message) => Announce("ticked");
}
