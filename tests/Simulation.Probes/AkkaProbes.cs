using Akka.Actor;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Probes;

/// <summary>
/// Asks a child and pipes the answer to itself, and asks a silent one until a virtual time-out.
/// </summary>
internal sealed class AskAndPipeTo : Process
{
    protected override void OnStart()
    {
        IActorRef echo = Context.ActorOf(Props.Create<Echo>(), "echo");
        for (int round = 0; round < 20; round++)
        {
            echo.Ask<string>("hello " + round).PipeTo(Self);
        }

        var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), World.TimeProvider);
        Context
            .ActorOf(Props.Create<Silent>(), "silent")
            .Ask<string>("anybody?", Timeout.InfiniteTimeSpan, patience.Token)
            .PipeTo(Self, failure: _ => "nobody");
    }

    protected override void OnMessage(ProcessRef source, object message) =>
        Announce("answered", message.ToString()!);

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell("you said " + message);
    }

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            // Lets the asker wait.
        }
    }
}

/// <summary>Sends work to the thread pool and gets it back.</summary>
internal sealed class TaskRun : Process
{
    protected override void OnStart()
    {
        for (int round = 0; round < 10; round++)
        {
            int number = round;
            Task.Run(() => "ran " + number).PipeTo(Self);
        }
    }

    protected override void OnMessage(ProcessRef source, object message) =>
        Announce("done", message.ToString()!);
}

/// <summary>Stops a parent of many children, whose order of ending is that of text hashes.</summary>
internal sealed class Children : Process
{
    private ProcessTimer? _stop;
    private IActorRef? _parent;

    protected override void OnStart()
    {
        Action<string> ended = name => Announce("ended", name);
        _parent = Context.ActorOf(Props.CreateBy(new Producer(() => new Parent(ended))), "parent");
        _stop = CreateTimer("stop");
        _stop.Set(1.Seconds);
    }

    protected override void OnMessage(ProcessRef source, object message)
    {
        // Nobody talks to it.
    }

    protected override void OnTimer(ProcessTimer timer) => Context.Stop(_parent);

    private sealed class Parent(Action<string> ended) : UntypedActor
    {
        protected override void PreStart()
        {
            for (int child = 0; child < 16; child++)
            {
                Context.ActorOf(Props.CreateBy(new Producer(() => new Child(ended))), "child-" + child);
            }
        }

        protected override void OnReceive(object message)
        {
            // Only its end matters.
        }
    }

    private sealed class Child(Action<string> ended) : UntypedActor
    {
        protected override void PostStop() => ended(Self.Path.Name);

        protected override void OnReceive(object message)
        {
            // Only its end matters.
        }
    }

    private sealed class Producer(Func<ActorBase> create) : IIndirectActorProducer
    {
        public Type ActorType => typeof(ActorBase);

        public ActorBase Produce() => create();

        public void Release(ActorBase actor)
        {
            // Nothing is pooled.
        }
    }
}
