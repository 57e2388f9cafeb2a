using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Simulation.Kernel.Events;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Actors;

/// <summary>Akka's scheduler on the event loop: its timers fire in virtual time.</summary>
/// <remarks>
/// It must not implement <c>IDateTimeOffsetNowTimeProvider</c>, or Akka's cancelables use the machine's
/// timer.
/// </remarks>
internal sealed class SimScheduler : SchedulerBase
{
    [ThreadStatic]
    private static EventLoop? _creating;

    public SimScheduler(Config config, ILoggingAdapter log)
        : base(config, log)
    {
        Invariant.That(_creating is not null);
        Loop = _creating;
    }

    public EventLoop Loop { get; }

    public override TimeSpan MonotonicClock => new(Loop.Now.Nanoseconds / 100);

    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    protected override DateTimeOffset TimeNow => SimTimeProvider.Epoch + MonotonicClock;

    /// <summary>Creates something that makes a scheduler by reflection, bound to a loop.</summary>
    public static T CreateOn<T>(EventLoop loop, Func<T> create)
    {
        _creating = loop;
        try
        {
            return create();
        }
        finally
        {
            _creating = null;
        }
    }

    protected override void InternalScheduleTellOnce(
        TimeSpan delay,
        ICanTell receiver,
        object message,
        IActorRef sender,
        ICancelable? cancelable
    ) => Schedule(delay, new Shot(this, cancelable, receiver, message, sender, null, null));

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Schedule(delay, new Shot(this, cancelable, null, null, null, action, null));

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) =>
        Schedule(delay, new Shot(this, cancelable, null, null, null, action.Run, null));

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef sender,
        ICancelable? cancelable
    ) => Schedule(initialDelay, new Shot(this, cancelable, receiver, message, sender, null, interval));

    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        Action action,
        ICancelable? cancelable
    ) => Schedule(initialDelay, new Shot(this, cancelable, null, null, null, action, interval));

    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        IRunnable action,
        ICancelable? cancelable
    ) => Schedule(initialDelay, new Shot(this, cancelable, null, null, null, action.Run, interval));

    private void Schedule(TimeSpan delay, Shot shot)
    {
        if (Loop.Tripwires.IsOnOwnThread("scheduled " + shot))
        {
            Loop.After(SimDuration.From(delay < TimeSpan.Zero ? TimeSpan.Zero : delay), shot);
        }
    }

    /// <summary>One scheduled message or action, repeated where it has an interval.</summary>
    private sealed class Shot(
        SimScheduler scheduler,
        ICancelable? cancelable,
        ICanTell? receiver,
        object? message,
        IActorRef? sender,
        Action? action,
        TimeSpan? interval
    ) : SimEvent, IStrayable
    {
        public bool IsCancelled => cancelable is { IsCancellationRequested: true } || IsOfDispatcher;

        /// <summary>A dispatcher without inhabitants schedules its own end; the loop outlives it.</summary>
        private bool IsOfDispatcher => action?.Target is SimDispatcher;

        public override void Fire(object? ignored, object? origin, long tag)
        {
            if (cancelable is { IsCancellationRequested: true })
            {
                return;
            }

            if (interval is { } repeat)
            {
                scheduler.Loop.After(SimDuration.From(repeat), this);
            }

            receiver?.Tell(message!, sender ?? ActorRefs.NoSender);
            action?.Invoke();
        }

        public override string ToString() =>
            receiver is null
                ? "Akka scheduled action of " + action?.Target?.GetType().Name
                : $"Akka scheduled {message?.GetType().Name} to {receiver}";
    }
}
