using Akka.Configuration;
using Akka.Dispatch;
using Simulation.Kernel.Events;

namespace Simulation.Kernel.Actors;

/// <summary>
/// Akka's dispatcher on the event loop: every mailbox runs there, and never on the thread pool.
/// </summary>
internal sealed class SimDispatcher : MessageDispatcher
{
    private readonly EventLoop _loop;

    public SimDispatcher(MessageDispatcherConfigurator configurator, EventLoop loop, string id)
        : base(configurator)
    {
        _loop = loop;
        Id = id;
        Throughput = 30;
        ShutdownTimeout = TimeSpan.FromSeconds(1);
    }

    protected override void ExecuteTask(IRunnable run) => _loop.Enqueue(run);

    protected override void Shutdown()
    {
        // The loop outlives its dispatchers.
    }
}

/// <summary>Made by Akka from its configuration; finds the loop through the scheduler.</summary>
internal sealed class SimDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly SimDispatcher _dispatcher;

    public SimDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        EventLoop loop = ((SimScheduler)prerequisites.Scheduler).Loop;
        _dispatcher = new SimDispatcher(this, loop, config.GetString("id", "sim"));
    }

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
