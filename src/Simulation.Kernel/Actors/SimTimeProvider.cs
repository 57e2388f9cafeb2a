using Simulation.Kernel.Events;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Actors;

/// <summary>
/// .NET's abstraction of time on the event loop: what Polly and awaits use inside the world.
/// </summary>
public sealed class SimTimeProvider(EventLoop loop) : TimeProvider
{
    /// <summary>The calendar date at which every run begins.</summary>
    public static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => 1_000_000_000;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Epoch.AddTicks(loop.Now.Nanoseconds / 100);

    /// <inheritdoc/>
    public override long GetTimestamp() => loop.Now.Nanoseconds;

    /// <inheritdoc/>
    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    ) => new LoopTimer(loop, callback, state, dueTime, period);

    private sealed class LoopTimer : SimEvent, ITimer, IStrayable
    {
        private readonly EventLoop _loop;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private TimeSpan _period;
        private long _generation;

        public LoopTimer(EventLoop loop, TimerCallback callback, object? state, TimeSpan due, TimeSpan period)
        {
            _loop = loop;
            _callback = callback;
            _state = state;
            Change(due, period);
        }

        public bool IsCancelled { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (IsCancelled || !_loop.Tripwires.IsOnOwnThread("changed a timer"))
            {
                return false;
            }

            _generation++;
            _period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                _loop.After(SimDuration.From(dueTime), this, tag: _generation);
            }

            return true;
        }

        public override void Fire(object? message, object? sender, long tag)
        {
            if (IsCancelled || tag != _generation)
            {
                return;
            }

            if (_period != Timeout.InfiniteTimeSpan && _period != TimeSpan.Zero)
            {
                _loop.After(SimDuration.From(_period), this, tag: _generation);
            }

            _callback(_state);
        }

        public void Dispose() => IsCancelled = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        public override string ToString() => "timer of " + (_callback.Target?.GetType().Name ?? "a callback");
    }
}
