using System.Runtime.InteropServices;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;
using Simulation.Reports.Exporters;

namespace Simulation.Reports.SpaceTime;

/// <summary>Joins the sending of messages with their ends.</summary>
/// <remarks>
/// Records carry no message numbers, so among messages of the same words between the same two processes the first
/// sent counts as the first that arrived. What ends without having been sent here began before the log did.
/// </remarks>
public sealed class FlightLog
{
    private readonly List<Flight> _flights = [];
    private readonly Dictionary<(string Source, string Target, string Words), Queue<int>> _underWay = [];

    /// <summary>The messages, in the order of their sending.</summary>
    public IReadOnlyList<Flight> Flights => _flights;

    /// <summary>Takes a record; those that tell of no message are passed over.</summary>
    public void Take(TraceLine line)
    {
        if (line is not { Source: { } source, Target: { } target })
        {
            return;
        }

        switch (line.Kind)
        {
            case TraceKind.Sent:
                Queue(source, target, line.Detail).Enqueue(_flights.Count);
                _flights.Add(new Flight(source, target, line.Detail, line.Time));
                break;
            case TraceKind.Delivered:
                End(source, target, line.Detail, line.Time, FlightEnd.Delivered, "");
                break;
            case TraceKind.Dropped:
                (string words, string reason) = Split(line.Detail);
                End(source, target, words, line.Time, FlightEnd.Dropped, reason);
                break;
            default:
                break;
        }
    }

    private Queue<int> Queue(string source, string target, string words) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_underWay, (source, target, words), out _) ??=
            new Queue<int>();

    private void End(string source, string target, string words, SimTime time, FlightEnd end, string reason)
    {
        Queue<int> queue = Queue(source, target, words);
        while (queue.Count > 1 && _flights[queue.Peek()].Ended is not null)
        {
            queue.Dequeue();
        }

        if (queue.Count == 0)
        {
            return;
        }

        Flight ended = _flights[queue.Peek()] with { Ended = time, End = end, Reason = reason };
        if (_flights[queue.Peek()].Ended is null)
        {
            _flights[queue.Peek()] = ended;
        }
        else
        {
            // The last of its words has ended already, so this is a copy of it that the network made.
            _flights.Add(ended);
        }
    }

    /// <summary>A record of a loss ends with its reason in brackets.</summary>
    private static (string Words, string Reason) Split(string detail)
    {
        int place = detail.EndsWith(')') ? detail.LastIndexOf(" (", StringComparison.Ordinal) : -1;
        return place < 0 ? (detail, "") : (detail[..place], detail[(place + 2)..^1]);
    }
}
