using Akka.Actor;

namespace Simulation.Kernel.Nodes;

/// <summary>
/// Where the actors of a world are born. A parent keeps its children in an immutable map that is copied in
/// part for each newcomer, so a world spreads its processes over several parents; and a parent's own child is
/// reached directly, where one of the system's goes through a reference that can be repointed.
/// </summary>
internal sealed class Nursery(ExtendedActorSystem actors)
{
    private const int ChildrenMax = 128;

    private readonly List<IActorRef> _parents = [];

    /// <summary>Has the actor of a process created, before the next event.</summary>
    public void Bear(ProcessRef process)
    {
        int parent = process.Index / ChildrenMax;
        while (_parents.Count <= parent)
        {
            _parents.Add(actors.ActorOf(Props.CreateBy(Parents.Instance), $"nursery-{_parents.Count}"));
        }

        _parents[parent].Tell(new Birth(process, process.Node.Incarnation), ActorRefs.NoSender);
    }

    /// <summary>Stops the parents, and with them whatever still lives.</summary>
    public void Close()
    {
        foreach (IActorRef parent in _parents)
        {
            actors.Stop(parent);
        }

        _parents.Clear();
    }

    private sealed record Birth(ProcessRef Process, int Incarnation);

    private sealed class Parent : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            // A node that crashed in the meantime has no use for it any more.
            if (
                message is Birth birth
                && birth.Process.Node.Incarnation == birth.Incarnation
                && birth.Process.Node.State != NodeState.Down
            )
            {
                birth.Process.BeBorn(Context);
            }
        }
    }

    private sealed class Parents : IIndirectActorProducer
    {
        public static Parents Instance { get; } = new();

        public Type ActorType => typeof(Parent);

        public ActorBase Produce() => new Parent();

        public void Release(ActorBase actor)
        {
            // A parent ends with its world.
        }
    }
}
