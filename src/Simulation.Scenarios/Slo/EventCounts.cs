using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Slo;

/// <summary>
/// Good and bad operations by the second, and what is supposed of the time before the run: that it was as the
/// warm-up, or, without one, that all went well at the run's own rate. All counts are whole numbers, scaled so
/// that a part of the supposed past is one, too.
/// </summary>
internal sealed class EventCounts
{
    private readonly long[] _all;
    private readonly long[] _bad;
    private readonly long _pastAll;
    private readonly long _pastBad;
    private readonly long _scale;

    private EventCounts(long[] all, long[] bad, int warmup)
    {
        _all = Sums(all);
        _bad = Sums(bad);
        Seconds = all.Length;
        bool hasWarmup = warmup > 0 && _all[warmup] > 0;
        _scale = hasWarmup ? warmup : Math.Max(1, Seconds);
        _pastAll = _all[hasWarmup ? warmup : Seconds];
        _pastBad = hasWarmup ? _bad[warmup] : 0;
    }

    /// <summary>How many seconds the run has.</summary>
    public int Seconds { get; }

    /// <summary>Counts the operations of a run.</summary>
    /// <param name="operations">What clients asked.</param>
    /// <param name="good">Which count, and which are good.</param>
    /// <param name="seconds">The length of the run.</param>
    /// <param name="warmup">The length of its warm-up.</param>
    public static EventCounts Of(IEnumerable<Operation> operations, GoodEvent good, int seconds, int warmup)
    {
        long[] all = new long[seconds];
        long[] bad = new long[seconds];
        foreach (Operation operation in operations)
        {
            if (good.Counts(operation) && good.KnownAt(operation) is { } known)
            {
                long second = known.Nanoseconds / 1.Seconds.Nanoseconds;
                if (second < seconds)
                {
                    all[second]++;
                    bad[second] += good.IsGood(operation) ? 0 : 1;
                }
            }
        }

        return new EventCounts(all, bad, Math.Min(warmup, seconds));
    }

    /// <summary>How many there were in a window, both scaled by the same number.</summary>
    /// <param name="end">The second at whose begin the window ends, up to <see cref="Seconds"/>.</param>
    /// <param name="length">How many seconds it has; those before the run are supposed.</param>
    public (Int128 Bad, Int128 All) Within(int end, long length)
    {
        long past = Math.Max(0, length - end);
        int begin = (int)Math.Max(0, end - length);
        return (
            ((Int128)(_bad[end] - _bad[begin]) * _scale) + ((Int128)_pastBad * past),
            ((Int128)(_all[end] - _all[begin]) * _scale) + ((Int128)_pastAll * past)
        );
    }

    /// <summary>How many there were from one second to another.</summary>
    public (long Bad, long All) Between(int begin, int end) =>
        (_bad[end] - _bad[begin], _all[end] - _all[begin]);

    private static long[] Sums(long[] counts)
    {
        long[] sums = new long[counts.Length + 1];
        for (int second = 0; second < counts.Length; second++)
        {
            sums[second + 1] = sums[second] + counts[second];
        }

        return sums;
    }
}
