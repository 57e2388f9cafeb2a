using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;
using Simulation.Reports.Exporters;

namespace Simulation.Reports.SpaceTime;

/// <summary>Something that a node or a component did at one instant.</summary>
/// <param name="Subject">The node's or the process's name.</param>
/// <param name="Time">When.</param>
/// <param name="Words">What.</param>
public sealed record Moment(string Subject, SimTime Time, string Words);

/// <summary>All that the trace tells of one scene.</summary>
public sealed class SceneLog
{
    /// <summary>How long before a scene messages are looked at, so that what arrives in it is known.</summary>
    private static readonly SimDuration Before = 500.Milliseconds;

    /// <summary>How long behind a scene the ends of messages are waited for.</summary>
    private static readonly SimDuration Behind = 1.Seconds;

    /// <summary>More messages than this from the beginning of a fault on are more than any diagram shows.</summary>
    private const int Enough = 400;

    private SimTime _lastSent;
    private int _sentCount;
    private readonly FlightLog _flights = new();
    private readonly List<Moment> _changes = [];
    private readonly List<Moment> _happenings = [];
    private readonly List<Moment> _operations = [];

    /// <summary>Begins the log of a scene.</summary>
    public SceneLog(Scene scene)
    {
        Scene = scene;
        Start = new SimTime(Math.Max(scene.Start.Nanoseconds - Before.Nanoseconds, 0));
        _lastSent = scene.End;
    }

    /// <summary>What it is the log of.</summary>
    public Scene Scene { get; }

    /// <summary>From when on records are wanted.</summary>
    public SimTime Start { get; }

    /// <summary>Up to when; comes closer when there is enough already.</summary>
    public SimTime End => _lastSent + Behind;

    /// <summary>The messages that were sent in the scene, in the order of sending.</summary>
    public IReadOnlyList<Flight> Flights => [.. _flights.Flights.Where(flight => IsInside(flight.Sent))];

    /// <summary>Changes of nodes, those before the scene too.</summary>
    public IReadOnlyList<Moment> Changes => _changes;

    /// <summary>What components told of.</summary>
    public IReadOnlyList<Moment> Happenings => _happenings;

    /// <summary>Begins and ends of clients' operations.</summary>
    public IReadOnlyList<Moment> Operations => _operations;

    /// <summary>Takes a record, the next in time.</summary>
    public void Take(TraceLine line)
    {
        if (line.Kind == TraceKind.NodeChanged && line.Time <= _lastSent)
        {
            _changes.Add(new Moment(line.Source!, line.Time, line.Detail));
        }
        else if (line.Time < Start || line.Time > End)
        {
            return;
        }
        else if (line.Kind == TraceKind.Operation)
        {
            _operations.Add(new Moment(line.Source!, line.Time, line.Detail));
        }
        else if (line.Kind == TraceKind.Happened && IsInside(line.Time))
        {
            _happenings.Add(new Moment(line.Source!, line.Time, line.Detail));
        }
        else if (line.Kind != TraceKind.Sent || line.Time <= _lastSent)
        {
            _flights.Take(line);
            Count(line);
        }
    }

    private void Count(TraceLine line)
    {
        if (line.Kind == TraceKind.Sent && Scene.Operations.Count == 0 && line.Time >= Scene.Centre)
        {
            _sentCount++;
            if (_sentCount == Enough)
            {
                _lastSent = line.Time;
            }
        }
    }

    private bool IsInside(SimTime time) => time >= Scene.Start && time <= _lastSent;
}
