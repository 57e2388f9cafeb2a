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
    private readonly SortedDictionary<int, string> _views = [];
    private readonly SortedDictionary<int, (ProcessRef Client, int Number, int Server)> _followers = [];

    public NameService(World world, string name, TrafficRouterOptions options)
    {
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
            "From a name server's change of mind until a client that has to move has heard of it."
        ),
    ];

    /// <summary>The name service of a router in a world; null when there is none.</summary>
    public static NameService? In(World world, string name) => world.Installed<NameService>(PartName(name));

    /// <summary>The clients whose routes a name server keeps: they outlive it, as routes do.</summary>
    public IEnumerable<(ProcessRef Client, int Number)> FollowersOf(int server) =>
        _followers
            .Values.Where(follower => follower.Server == server)
            .Select(follower => (follower.Client, follower.Number));

    /// <summary>A client's route is kept by a name server from now on.</summary>
    public void Follow(ProcessRef client, int number, int server) =>
        _followers[client.Index] = (client, number, server);

    /// <summary>A name server moved traffic.</summary>
    public void NoteMove(int server, string endpoint)
    {
        _moves.Add();
        NoteView(server, endpoint);
    }

    /// <summary>Where a name server sends traffic first, also after it has been started again.</summary>
    public void NoteView(int server, string endpoint)
    {
        _views[server] = endpoint;
        string first = ViewOf(0);
        int others = 0;
        for (int place = 0; place < Servers.Count; place++)
        {
            others += ViewOf(place) == first ? 0 : 1;
        }

        _disagreement.Set(others);
    }

    /// <summary>A client has heard that it has to move.</summary>
    /// <param name="late">How long after the name server knew.</param>
    public void NoteArrival(SimDuration late) => _arrivals.Record(late);

    /// <summary>Counts an answer.</summary>
    public void NoteAnswer(string endpoint) => _answers[endpoint].Add();

    private static string PartName(string name) => "names " + name;

    private string ViewOf(int server) => _views.GetValueOrDefault(server, Options.Order[0]);
}
