using Akka.Actor;
using Akka.Configuration;
using Simulation.Kernel.Events;

namespace Simulation.Kernel.Actors;

/// <summary>Creates unmodified Akka actor systems that live on an event loop.</summary>
internal static class SimActorSystem
{
    private static readonly string[] Dispatchers =
    [
        "default-dispatcher",
        "internal-dispatcher",
        "default-blocking-io-dispatcher",
        "synchronized-dispatcher",
        "task-dispatcher",
        "default-fork-join-dispatcher",
    ];

    /// <summary>
    /// Creates a system under the loop's own task scheduler, so that what its constructor starts stays there.
    /// </summary>
    public static ActorSystem Create(EventLoop loop, string name)
    {
        Config config = ConfigurationFactory.ParseString(Hocon());
        ActorSystem? system = null;
        var creation = new Task(() =>
            system = SimScheduler.CreateOn(loop, () => ActorSystem.Create(name, config))
        );
        creation.Start(new SimTaskScheduler(loop));
        loop.Drain();
        creation.GetAwaiter().GetResult();
        return system!;
    }

    private static string Hocon()
    {
        string dispatcher = TypeName(typeof(SimDispatcherConfigurator));
        string mailbox = TypeName(typeof(SimMailbox));
        string dispatchers = string.Concat(
            Dispatchers.Select(id => $"akka.actor.{id}.type = \"{dispatcher}\"\n")
        );
        return dispatchers
            + $"""
                akka.scheduler.implementation = "{TypeName(typeof(SimScheduler))}"
                akka.actor.default-mailbox.mailbox-type = "{mailbox}"
                akka.actor.mailbox.unbounded-queue-based.mailbox-type = "{mailbox}"
                akka.loggers = []
                akka.loglevel = OFF
                akka.stdout-loglevel = OFF
                akka.log-dead-letters = off
                akka.log-dead-letters-during-shutdown = off
                akka.log-serializer-override-on-start = off
                akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
                akka.coordinated-shutdown.run-by-actor-system-terminate = off
                akka.coordinated-shutdown.terminate-actor-system = off
                """;
    }

    private static string TypeName(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
