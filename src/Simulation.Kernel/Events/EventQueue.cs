using System.Runtime.CompilerServices;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Events;

/// <summary>
/// Events to come, ordered by (time, order of scheduling): equal instants keep the order given.
/// </summary>
/// <remarks>
/// A four-ary heap of 16-byte keys without references; what is to happen lies in a slab beside it, so that
/// moving a key moves no reference. Source: Larkin, Sen, Tarjan, "A Back-to-Basics Empirical Study of
/// Priority Queues", 2014.
/// </remarks>
internal sealed class EventQueue
{
    private const int SlotBits = 24;
    private const int SlotMask = (1 << SlotBits) - 1;

    private Key[] _heap = new Key[64];
    private Scheduled[] _slab = new Scheduled[64];
    private int[] _free = new int[64];
    private int _count;
    private int _freeCount;
    private int _slabCount;
    private ulong _sequence;

    /// <summary>How many events are to come.</summary>
    public int Count => _count;

    /// <summary>The instant of the next event; asked only when there is one.</summary>
    public SimTime NextTime => new(_heap[0].Time);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(SimTime time, SimEvent happening, object? message, object? sender, long tag)
    {
        unchecked
        {
            int slot = TakeSlot();
            ref Scheduled entry = ref _slab[slot];
            entry.Event = happening;
            entry.Message = message;
            entry.Sender = sender;
            entry.Tag = tag;

            if (_count == _heap.Length)
            {
                Array.Resize(ref _heap, _count * 2);
            }

            SiftUp(new Key(time.Nanoseconds, (_sequence++ << SlotBits) | (uint)slot));
        }
    }

    /// <summary>Takes the next event; asked only when there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Scheduled Pop()
    {
        unchecked
        {
            int slot = (int)(_heap[0].Order & SlotMask);
            int last = --_count;
            if (last > 0)
            {
                SiftDown(_heap[last], last);
            }

            Scheduled entry = _slab[slot];
            _slab[slot] = default;
            _free[_freeCount++] = slot;
            return entry;
        }
    }

    /// <summary>Forgets all events and begins the numbering anew.</summary>
    public void Clear()
    {
        Array.Clear(_slab, 0, _slabCount);
        _count = 0;
        _freeCount = 0;
        _slabCount = 0;
        _sequence = 0;
    }

    private int TakeSlot()
    {
        if (_freeCount > 0)
        {
            return _free[--_freeCount];
        }

        if (_slabCount == _slab.Length)
        {
            Invariant.That(_slabCount < SlotMask);
            Array.Resize(ref _slab, _slabCount * 2);
            Array.Resize(ref _free, _slabCount * 2);
        }

        return _slabCount++;
    }

    private void SiftUp(Key key)
    {
        unchecked
        {
            Key[] heap = _heap;
            int index = _count++;
            while (index > 0)
            {
                int parent = (index - 1) >> 2;
                if (!key.IsBefore(heap[parent]))
                {
                    break;
                }

                heap[index] = heap[parent];
                index = parent;
            }

            heap[index] = key;
        }
    }

    private void SiftDown(Key key, int count)
    {
        unchecked
        {
            Key[] heap = _heap;
            int index = 0;
            while (true)
            {
                int child = (index << 2) + 1;
                if (child >= count)
                {
                    break;
                }

                int least = child;
                int end = Math.Min(child + 4, count);
                for (int sibling = child + 1; sibling < end; sibling++)
                {
                    if (heap[sibling].IsBefore(heap[least]))
                    {
                        least = sibling;
                    }
                }

                if (!heap[least].IsBefore(key))
                {
                    break;
                }

                heap[index] = heap[least];
                index = least;
            }

            heap[index] = key;
        }
    }

    /// <summary>What is to happen, with what was scheduled beside it.</summary>
    internal struct Scheduled
    {
        public SimEvent Event;
        public object? Message;
        public object? Sender;
        public long Tag;
    }

    private readonly struct Key(long time, ulong order)
    {
        public readonly long Time = time;
        public readonly ulong Order = order;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool IsBefore(in Key other) =>
            Time < other.Time || (Time == other.Time && Order < other.Order);
    }
}
