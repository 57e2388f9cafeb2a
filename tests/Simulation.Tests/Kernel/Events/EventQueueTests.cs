using CsCheck;
using Simulation.Kernel.Events;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Kernel.Events;

public sealed class EventQueueTests
{
    [Fact]
    public void Events_come_out_by_time_and_equal_times_in_the_order_given() =>
        Gen.Long[0, 20]
            .Array[0, 300]
            .Sample(times =>
            {
                var queue = new EventQueue();
                for (int index = 0; index < times.Length; index++)
                {
                    queue.Push(new SimTime(times[index]), Nothing.Instance, null, null, index);
                }

                List<long> popped = [];
                while (queue.Count > 0)
                {
                    popped.Add(queue.Pop().Tag);
                }

                return popped.SequenceEqual(
                    Enumerable
                        .Range(0, times.Length)
                        .OrderBy(index => times[index])
                        .Select(index => (long)index)
                );
            });

    [Fact]
    public void Pushes_between_pops_keep_the_order() =>
        Gen.Select(Gen.Bool, Gen.Long[0, 50])
            .Array[1, 500]
            .Sample(steps =>
            {
                var queue = new EventQueue();
                var model = new PriorityQueue<long, (long, long)>();
                for (int step = 0; step < steps.Length; step++)
                {
                    (bool pops, long time) = steps[step];
                    if (pops && queue.Count > 0)
                    {
                        if (queue.Pop().Tag != model.Dequeue())
                        {
                            return false;
                        }
                    }
                    else
                    {
                        queue.Push(new SimTime(time), Nothing.Instance, null, null, step);
                        model.Enqueue(step, (time, step));
                    }
                }

                return queue.Count == model.Count;
            });

    private sealed class Nothing : SimEvent
    {
        public static readonly Nothing Instance = new();

        public override void Fire(object? message, object? sender, long tag)
        {
            // Only its place in the order matters.
        }
    }
}
