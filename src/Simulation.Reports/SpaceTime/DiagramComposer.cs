using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Reports.Files;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.SpaceTime;

/// <summary>Chooses from all that happened in a scene what a diagram has room for.</summary>
public sealed class DiagramComposer
{
    private const int ArrowsMax = 130;

    /// <summary>Up to how many messages are joined by some that tell what else went on.</summary>
    private const int ArrowsEnough = 60;

    /// <summary>How many messages before a fault are enough to see what was usual.</summary>
    private const int BeforeMax = 32;
    private const int BarsMax = 90;
    private const int PinsMax = 16;

    private readonly RunResult _run;
    private readonly SceneLog _log;
    private readonly Focus _focus;
    private readonly IReadOnlyList<Flight> _flights;
    private readonly IReadOnlyList<Column> _columns;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private DiagramComposer(RunResult run, SceneLog log)
    {
        _run = run;
        _log = log;
        _focus = new Focus(run, log.Scene);
        _flights = log.Flights;
        _columns = ColumnChoice.Of(run, _flights, _focus);
        for (int place = 0; place < _columns.Count; place++)
        {
            _places.Add(_columns[place].Node, place);
        }

        foreach (NodeOutcome node in run.Nodes.Where(node => _places.ContainsKey(node.Name)))
        {
            foreach (string process in node.Processes)
            {
                _places.TryAdd(process, _places[node.Name]);
            }
        }
    }

    /// <summary>The diagrams of a run, from the events that were written while it went on.</summary>
    /// <param name="run">The run.</param>
    /// <param name="eventsPath">Its file of events; without one there are no diagrams.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<SpaceTimeDiagram> Of(RunResult run, string eventsPath)
    {
        List<SceneLog> logs = [.. Scene.Of(run).Select(scene => new SceneLog(scene))];
        if (logs.Count == 0 || !File.Exists(eventsPath))
        {
            return [];
        }

        EventsReader.Read(
            eventsPath,
            logs.Min(log => log.Start),
            () => logs.Max(log => log.End),
            line => logs.ForEach(log => log.Take(line))
        );
        return [.. logs.Select(log => Compose(run, log)).Where(diagram => diagram.Arrows.Any())];
    }

    /// <summary>The diagram of a scene.</summary>
    public static SpaceTimeDiagram Compose(RunResult run, SceneLog log) =>
        new DiagramComposer(run, log).Compose();

    private SpaceTimeDiagram Compose()
    {
        List<Candidate> chosen = Choose();
        (SimTime start, SimTime end) = Edges(chosen);
        List<Mark> marks =
        [
            .. chosen.Select(one => Draw(one.Flight, one.Rank, end)),
            .. Bars(chosen, start, end),
            .. Outages(start, end),
            .. Pins(start, end),
            .. Bands(start, end),
        ];
        int all = _flights.Count(flight => flight.Sent >= start && flight.Sent <= end);
        int processes = _flights
            .SelectMany(flight => (string[])[flight.Source, flight.Target])
            .Distinct()
            .Count(process => !_places.ContainsKey(process));
        return new SpaceTimeDiagram(
            _run,
            _log.Scene,
            _columns,
            [.. marks.OrderBy(mark => mark.Start)],
            start,
            end,
            all - chosen.Count,
            processes
        );
    }

    private List<Candidate> Choose()
    {
        List<Candidate> ranked = [];
        foreach (Flight flight in _flights)
        {
            if (_places.ContainsKey(flight.Source) && _places.ContainsKey(flight.Target))
            {
                ranked.Add(
                    new Candidate(flight, _focus.Rank(flight), _focus.Distance(flight.Sent), ranked.Count)
                );
            }
        }

        ranked.Sort();
        if (_log.Scene.Operations.Count == 0)
        {
            ranked = [.. ranked.Where(IsAfter), .. ranked.Where(one => !IsAfter(one)).Take(BeforeMax)];
            ranked.Sort();
        }

        int focal = ranked.Count(one => one.Rank < Focus.Aside);
        int room = _log.Scene.Operations.Count == 0 ? ArrowsMax : Math.Clamp(focal, ArrowsEnough, ArrowsMax);
        List<Candidate> chosen = ranked[..Math.Min(room, ranked.Count)];
        chosen.Sort((one, other) => one.Place.CompareTo(other.Place));
        return chosen;
    }

    private bool IsAfter(Candidate one) => one.Flight.Sent >= _log.Scene.Centre;

    /// <summary>From the first thing drawn to the last, so that no empty time is shown.</summary>
    private (SimTime Start, SimTime End) Edges(List<Candidate> chosen)
    {
        List<SimTime> instants =
        [
            .. chosen.SelectMany(one => (SimTime[])[one.Flight.Sent, one.Flight.Ended ?? one.Flight.Sent]),
            .. _log.Scene.Operations.SelectMany(one =>
                (SimTime[])[one.Invoked, one.Completed ?? one.Invoked]
            ),
        ];
        if (_log.Scene.Operations.Count == 0)
        {
            instants.Add(_log.Scene.Centre);
        }

        SimTime end = instants.Max();
        return (instants.Min(), end < _log.End ? end : _log.End);
    }

    private Arrow Draw(Flight flight, int rank, SimTime end) =>
        new(
            flight,
            _places[flight.Source],
            _places[flight.Target],
            rank < Focus.Aside || _log.Scene.Operations.Count == 0,
            flight.Ended is { } ended && ended <= end ? ended : end
        );

    /// <summary>What the scene is about, and what messages are drawn of.</summary>
    private IEnumerable<Bar> Bars(List<Candidate> chosen, SimTime start, SimTime end)
    {
        List<int> focal = [.. _log.Scene.Operations.Select(operation => operation.Index)];
        HashSet<int> named = [.. chosen.Select(one => Focus.OperationOf(one.Flight.Words)).OfType<int>()];
        return _log
            .Operations.Select(moment => (Moment: moment, Words: moment.Words.Split(' ')))
            .Where(one => one.Words[2] == "invoked" && _places.ContainsKey(one.Moment.Subject))
            .Select(one =>
            {
                WorkloadOutcome workload = WorkloadOf(one.Moment.Subject);
                Operation operation = workload.History.Operations[int.Parse(one.Words[1])];
                bool isOurs = workload.Name == _log.Scene.Workload;
                return new Bar(
                    operation,
                    _places[one.Moment.Subject],
                    isOurs ? focal.IndexOf(operation.Index) + 1 : 0,
                    operation.Invoked,
                    operation.Completed ?? end
                );
            })
            .Where(bar => bar.Number > 0 || named.Contains(bar.Operation.Index))
            .Where(bar => bar.Start <= end && bar.End >= start)
            .OrderBy(bar => _focus.Rank(bar.Operation.Index))
            .ThenBy(bar => _focus.Distance(bar.Start))
            .Take(BarsMax)
            .Select(bar => bar with { Start = Later(bar.Start, start), End = Earlier(bar.End, end) });
    }

    /// <summary>Clients are named after their workload; one workload's name may begin like another's.</summary>
    private WorkloadOutcome WorkloadOf(string client) =>
        _run
            .Workloads.Where(workload =>
                client.StartsWith($"client@{workload.Name}-", StringComparison.Ordinal)
            )
            .MaxBy(workload => workload.Name.Length)!;

    private List<Outage> Outages(SimTime start, SimTime end)
    {
        List<Outage> outages = [];
        foreach (
            IGrouping<string, Moment> node in _log
                .Changes.Where(change => _places.ContainsKey(change.Subject))
                .GroupBy(change => change.Subject)
        )
        {
            List<Moment> changes = [.. node];
            for (int index = 0; index < changes.Count; index++)
            {
                bool isPaused = changes[index].Words == "paused";
                SimTime until = index + 1 < changes.Count ? changes[index + 1].Time : end;
                if (
                    (isPaused || changes[index].Words == "crashed")
                    && until > start
                    && changes[index].Time < end
                )
                {
                    outages.Add(
                        new Outage(
                            _places[node.Key],
                            node.Key,
                            isPaused,
                            Later(changes[index].Time, start),
                            Earlier(until, end)
                        )
                    );
                }
            }
        }

        return outages;
    }

    private IEnumerable<Pin> Pins(SimTime start, SimTime end) =>
        _log
            .Happenings.Where(moment =>
                _places.ContainsKey(moment.Subject) && moment.Time >= start && moment.Time <= end
            )
            .OrderBy(moment => _focus.Distance(moment.Time))
            .Take(PinsMax)
            .Select(moment => new Pin(_places[moment.Subject], moment));

    private IEnumerable<Band> Bands(SimTime start, SimTime end) =>
        from fault in _run.Faults
        let healed = fault.End ?? SimTime.Zero + _run.Duration
        where fault.Start <= end && healed >= start
        select new Band(
            fault.Id,
            $"{fault.Kind} {fault.Target}".TrimEnd(),
            Later(fault.Start, start),
            Earlier(healed, end),
            fault.Start >= start,
            healed <= end
        );

    private static SimTime Later(SimTime one, SimTime other) => one > other ? one : other;

    private static SimTime Earlier(SimTime one, SimTime other) => one < other ? one : other;

    /// <summary>A message that could be drawn; those that say most come first.</summary>
    private sealed record Candidate(Flight Flight, int Rank, long Distance, int Place)
        : IComparable<Candidate>
    {
        public int CompareTo(Candidate? other)
        {
            int order = Rank.CompareTo(other!.Rank);
            order = order == 0 ? Distance.CompareTo(other.Distance) : order;
            return order == 0 ? Place.CompareTo(other.Place) : order;
        }
    }
}
