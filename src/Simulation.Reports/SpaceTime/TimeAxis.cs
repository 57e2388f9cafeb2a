using Simulation.Kernel.Time;

namespace Simulation.Reports.SpaceTime;

/// <summary>
/// Places instants below each other: proportional to time where things happen, never too close to tell apart, and
/// cut short where nothing happens.
/// </summary>
public sealed class TimeAxis
{
    /// <summary>How far apart two instants are at least.</summary>
    public const double StepMin = 4;

    /// <summary>How far apart two neighbours are at most.</summary>
    public const double StepMax = 34;

    /// <summary>How far a message of the usual speed falls.</summary>
    private const double UsualFall = 46;

    /// <summary>Time is shown as cut only where much of it is missing.</summary>
    private const double CutFactor = 3;

    private readonly List<long> _instants;
    private readonly List<double> _places = [];
    private readonly List<TimeCut> _cuts = [];

    /// <summary>Places all instants at which something begins or ends.</summary>
    /// <param name="instants">In any order; at least one.</param>
    /// <param name="usual">How long the messages of the diagram usually travel.</param>
    /// <param name="top">Where the first instant is put.</param>
    public TimeAxis(IEnumerable<SimTime> instants, SimDuration usual, double top)
    {
        _instants = [.. instants.Select(instant => instant.Nanoseconds).Distinct().Order()];
        double perNanosecond = UsualFall / Math.Max(usual.Nanoseconds, 1);
        _places.Add(top);
        for (int index = 1; index < _instants.Count; index++)
        {
            long length = _instants[index] - _instants[index - 1];
            double due = length * perNanosecond;
            if (due > StepMax * CutFactor)
            {
                _cuts.Add(new TimeCut(_places[^1] + (StepMax / 2), new SimDuration(length)));
            }

            _places.Add(_places[^1] + Math.Clamp(due, StepMin, StepMax));
        }
    }

    /// <summary>Where the last instant is.</summary>
    public double Bottom => _places[^1];

    /// <summary>Where time was cut short.</summary>
    public IReadOnlyList<TimeCut> Cuts => _cuts;

    /// <summary>The instants, each once, in order.</summary>
    public IEnumerable<SimTime> Instants => _instants.Select(instant => new SimTime(instant));

    /// <summary>Where an instant is; between two of them in proportion, beyond all at the edge.</summary>
    public double Place(SimTime time)
    {
        int index = _instants.BinarySearch(time.Nanoseconds);
        if (index >= 0)
        {
            return _places[index];
        }

        int next = ~index;
        if (next == 0 || next == _instants.Count)
        {
            return _places[next == 0 ? 0 : ^1];
        }

        double share =
            (double)(time.Nanoseconds - _instants[next - 1]) / (_instants[next] - _instants[next - 1]);
        return _places[next - 1] + (share * (_places[next] - _places[next - 1]));
    }
}

/// <summary>Where a diagram leaves time out.</summary>
/// <param name="Place">Where, from the upper edge.</param>
/// <param name="Length">How much time passes there.</param>
public readonly record struct TimeCut(double Place, SimDuration Length);
