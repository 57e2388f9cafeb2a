using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Simulation.Kernel.Determinism;

namespace Simulation.Kernel.Actors;

/// <summary>An unbounded mailbox for one thread; it allocates only when it grows.</summary>
internal sealed class SimMailbox : MailboxType, IProducesMessageQueue<SimMailbox.Queue>
{
    public SimMailbox(Settings settings, Config config)
        : base(settings, config) { }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new Queue(((SimScheduler)system.Scheduler).Loop.Tripwires);

    internal sealed class Queue(Tripwires tripwires) : IMessageQueue, IUnboundedMessageQueueSemantics
    {
        /// <summary>The oldest message: a mailbox that never holds two needs no ring, nor touches one.</summary>
        private Envelope _next;
        private bool _hasNext;
        private Envelope[] _ring = [];
        private int _head;
        private int _waiting;

        public bool HasMessages => _hasNext;

        public int Count => _hasNext ? 1 + _waiting : 0;

        /// <summary>Takes a message; one from another thread is an offence, and is not taken.</summary>
        public void Enqueue(IActorRef receiver, Envelope envelope)
        {
            if (!tripwires.IsOnOwnThread())
            {
                tripwires.ReportForeignThread($"{envelope.Message.GetType().Name} to {receiver.Path.Name}");
            }
            else if (_hasNext)
            {
                Push(envelope);
            }
            else
            {
                _next = envelope;
                _hasNext = true;
            }
        }

        public bool TryDequeue(out Envelope envelope)
        {
            envelope = _next;
            if (!_hasNext)
            {
                return false;
            }

            if (_waiting > 0)
            {
                _next = Pull();
            }
            else
            {
                _next = default;
                _hasNext = false;
            }

            return true;
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters)
        {
            while (TryDequeue(out Envelope envelope))
            {
                deadletters.Enqueue(owner, envelope);
            }
        }

        private void Push(in Envelope envelope)
        {
            unchecked
            {
                if (_waiting == _ring.Length)
                {
                    Grow();
                }

                _ring[(_head + _waiting++) & (_ring.Length - 1)] = envelope;
            }
        }

        private Envelope Pull()
        {
            unchecked
            {
                Envelope envelope = _ring[_head];
                _ring[_head] = default;
                _head = (_head + 1) & (_ring.Length - 1);
                _waiting--;
                return envelope;
            }
        }

        private void Grow()
        {
            var grown = new Envelope[_ring.Length == 0 ? 4 : _ring.Length * 2];
            for (int index = 0; index < _waiting; index++)
            {
                grown[index] = _ring[(_head + index) & (_ring.Length - 1)];
            }

            _ring = grown;
            _head = 0;
        }
    }
}
