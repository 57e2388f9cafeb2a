using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Simulation.Kernel.Determinism;

namespace Simulation.Kernel.Actors;

/// <summary>An unbounded mailbox for one thread: a ring that allocates only when it grows.</summary>
internal sealed class SimMailbox : MailboxType, IProducesMessageQueue<SimMailbox.Queue>
{
    public SimMailbox(Settings settings, Config config)
        : base(settings, config) { }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new Queue(((SimScheduler)system.Scheduler).Loop.Tripwires);

    internal sealed class Queue(Tripwires tripwires) : IMessageQueue, IUnboundedMessageQueueSemantics
    {
        private Envelope[] _ring = [];
        private int _head;

        public bool HasMessages => Count > 0;

        public int Count { get; private set; }

        /// <summary>Takes a message; one from another thread is an offence, and is not taken.</summary>
        public void Enqueue(IActorRef receiver, Envelope envelope)
        {
            if (!tripwires.IsOnOwnThread())
            {
                tripwires.ReportForeignThread($"{envelope.Message.GetType().Name} to {receiver.Path.Name}");
                return;
            }
            unchecked
            {
                if (Count == _ring.Length)
                {
                    Grow();
                }

                _ring[(_head + Count++) & (_ring.Length - 1)] = envelope;
            }
        }

        public bool TryDequeue(out Envelope envelope)
        {
            if (Count == 0)
            {
                envelope = default;
                return false;
            }
            unchecked
            {
                envelope = _ring[_head];
                _ring[_head] = default;
                _head = (_head + 1) & (_ring.Length - 1);
                Count--;
                return true;
            }
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters)
        {
            while (TryDequeue(out Envelope envelope))
            {
                deadletters.Enqueue(owner, envelope);
            }
        }

        private void Grow()
        {
            var grown = new Envelope[_ring.Length == 0 ? 4 : _ring.Length * 2];
            for (int index = 0; index < Count; index++)
            {
                grown[index] = _ring[(_head + index) & (_ring.Length - 1)];
            }

            _ring = grown;
            _head = 0;
        }
    }
}
