using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Quorum;

/// <summary>One request that a coordinator puts to the replicas, until all have answered or its time is
/// over.</summary>
/// <param name="id">Its number at this coordinator.</param>
/// <param name="request">What the client asked.</param>
/// <param name="client">Who asked.</param>
/// <param name="version">What is written; null while it reads.</param>
/// <param name="needed">How many answers the client waits for.</param>
internal sealed class Coordination(
    long id,
    KvRequest request,
    ProcessRef client,
    KeyVersion? version,
    int needed
)
{
    private readonly List<Asked> _asked = [];

    public long Id => id;

    public KvRequest Request => request;

    public ProcessRef Client => client;

    public KeyVersion? Version => version;

    /// <summary>Whether the client has been answered.</summary>
    public bool IsAnswered { get; set; }

    public bool HasQuorum => _asked.Count(asked => asked.HasAnswered) >= needed;

    /// <summary>Whether every home, or someone in its stead, has answered.</summary>
    public bool IsComplete => Missing().Count == 0;

    /// <summary>What the replicas that answered a read hold, in the order in which they were asked.</summary>
    public IEnumerable<(int Place, KeyVersion[] Versions)> Answers =>
        _asked.Where(asked => asked.HasAnswered).Select(asked => (asked.Place, asked.Versions));

    /// <summary>Whether a replica has been asked.</summary>
    public bool HasAsked(int place) => _asked.Exists(asked => asked.Place == place);

    /// <summary>A replica is asked, for itself or in a home's stead.</summary>
    public void Ask(int place, int home) => _asked.Add(new Asked(place, home));

    /// <summary>A replica has answered.</summary>
    public void Answer(int place, KeyVersion[] versions)
    {
        if (_asked.Find(asked => asked.Place == place) is { } found)
        {
            found.HasAnswered = true;
            found.Versions = versions;
        }
    }

    /// <summary>The homes for which nobody has answered, in the order in which they were asked.</summary>
    public IReadOnlyList<int> Missing() =>
        [
            .. _asked
                .Select(asked => asked.Home)
                .Distinct()
                .Where(home => !_asked.Exists(asked => asked.Home == home && asked.HasAnswered)),
        ];

    /// <summary>The replicas that have not answered.</summary>
    public IEnumerable<int> Silent() =>
        _asked.Where(asked => !asked.HasAnswered).Select(asked => asked.Place);

    private sealed class Asked(int place, int home)
    {
        public int Place => place;

        public int Home => home;

        public bool HasAnswered { get; set; }

        public KeyVersion[] Versions { get; set; } = [];
    }
}
