using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Routing;

/// <summary>
/// What the name servers of one router and its clients share: where the servers are, what faults do to them, and
/// what is measured.
/// </summary>
internal sealed class NameService
{
    private readonly CountSeries _moves;
    private readonly LevelSeries _disagreement;
    private readonly SortedDictionary<string, CountSeries> _answers = new(StringComparer.Ordinal);
    private readonly SampleSeries _arrivals;
    private readonly World _world;
    private readonly SortedDictionary<int, string> _views = [];
    private SimTime _movedAt;

    public NameService(World world, string name, TrafficRouterOptions options)
    {
        _world = world;
        Options = options;
        _moves = world.Metrics.Counts(name, "moves");
        _disagreement = world.Metrics.Levels(name, "disagreement");
        _arrivals = world.Metrics.Samples(name, "client-moved");
        _disagreement.Set(0);
        foreach (string endpoint in options.Order)
        {
            _answers[endpoint] = world.Metrics.Counts(name, "answers", ("endpoint", endpoint));
        }

        world.Install(PartName(name), this);
    }

    /// <summary>What the scenario says.</summary>
    public TrafficRouterOptions Options { get; }

    /// <summary>The name servers.</summary>
    public IReadOnlyList<ProcessRef> Servers { get; set; } = [];

    /// <summary>How many faults keep the servers silent.</summary>
    public int Silences { get; set; }

    /// <summary>How many faults keep the servers at what they said before.</summary>
    public int Freezes { get; set; }

    /// <summary>What the kind declares.</summary>
    public static IReadOnlyList<ComponentMetric> Declared { get; } =
    [
        ComponentMetric.Count("answers", MetricUnit.Count, "Answers of name servers.", "endpoint"),
        ComponentMetric.Count("checks", MetricUnit.Count, "Health checks made."),
        ComponentMetric.Count("failed-checks", MetricUnit.Count, "Health checks without a good answer."),
        ComponentMetric.Count("health-changes", MetricUnit.Count, "Times that an endpoint's health changed."),
        ComponentMetric.Count("moves", MetricUnit.Count, "Times that a name server moved traffic."),
        ComponentMetric.Level(
            "disagreement",
            MetricUnit.Count,
            "How many name servers send traffic elsewhere than the first."
        ),
        ComponentMetric.Samples(
            "client-moved",
            MetricUnit.Duration,
            "From a name server's move of traffic until a client has heard of it."
        ),
    ];

    /// <summary>The name service of a router in a world; null when there is none.</summary>
    public static NameService? In(World world, string name) => world.Installed<NameService>(PartName(name));

    /// <summary>A name server moved traffic.</summary>
    public void NoteMove(int server, string endpoint)
    {
        _moves.Add();
        _movedAt = _world.Loop.Now;
        _views[server] = endpoint;
        string first = ViewOf(0);
        int others = 0;
        for (int place = 0; place < Servers.Count; place++)
        {
            others += ViewOf(place) == first ? 0 : 1;
        }

        _disagreement.Set(others);
    }

    /// <summary>A client was told to go elsewhere than before.</summary>
    public void NoteArrival() => _arrivals.Record(_world.Loop.Now - _movedAt);

    /// <summary>Counts an answer.</summary>
    public void NoteAnswer(string endpoint) => _answers[endpoint].Add();

    private static string PartName(string name) => "names " + name;

    private string ViewOf(int server) => _views.GetValueOrDefault(server, Options.Order[0]);
}
