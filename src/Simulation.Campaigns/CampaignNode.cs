using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Simulation.Campaigns.Storage;

namespace Simulation.Campaigns;

/// <summary>
/// A node of a cluster that campaigns live on. A coordinator hosts campaigns and has their store; a worker only
/// has slots that run trials, and needs no database.
/// </summary>
public sealed class CampaignNode : IAsyncDisposable
{
    private const string CampaignType = "campaign";
    private const int Shards = 20;
    private const int ResultsPart = 5_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(4);

    private readonly ActorSystem _system;
    private readonly Cluster _cluster;
    private readonly IActorRef _campaigns;
    private readonly IActorRef _directory;
    private readonly List<IActorRef> _slots = [];
    private volatile StoreFailure? _failure;

    private CampaignNode(ActorSystem system, bool isCoordinator)
    {
        _system = system;
        _cluster = Cluster.Get(system);
        var sharding = ClusterSharding.Get(system);
        var extractor = HashCodeMessageExtractor.Create(Shards, _ => null!, _ => null!);
        if (!isCoordinator)
        {
            _directory = sharding.StartProxy(
                DirectoryActor.EntityType,
                ClusterSettings.Coordinator,
                extractor
            );
            _campaigns = sharding.StartProxy(CampaignType, ClusterSettings.Coordinator, extractor);
            return;
        }

        Action<StoreFailure> hear = failure => _failure = failure;
        system.ActorOf(Props.Create(() => new StoreWatch(hear)));
        ClusterShardingSettings settings = ClusterShardingSettings
            .Create(system)
            .WithRole(ClusterSettings.Coordinator);
        IActorRef directory = sharding.Start(
            DirectoryActor.EntityType,
            _ => Props.Create(() => new DirectoryActor()),
            settings,
            extractor
        );
        _directory = directory;
        _campaigns = sharding.Start(CampaignType, id => CampaignActor.Of(id, directory), settings, extractor);
    }

    /// <summary>Whether it has left its cluster, or was put out of it after a split.</summary>
    public bool IsOver => _system.WhenTerminated.IsCompleted;

    /// <summary>Why a campaign of this node could not store something lately; null when all could.</summary>
    public string? StoreFailure => _failure?.Because;

    /// <summary>Whether a coordinator is in its cluster.</summary>
    public bool HasCoordinator =>
        !IsOver
        && _cluster.State.Members.Any(member =>
            member.Status == MemberStatus.Up && member.HasRole(ClusterSettings.Coordinator)
        );

    /// <summary>Starts a coordinator.</summary>
    /// <param name="store">Where its campaigns are stored.</param>
    /// <param name="own">Where it listens.</param>
    /// <param name="join">Nodes of the cluster that it joins; none begins a cluster.</param>
    /// <param name="patience">How long it tries to join.</param>
    /// <exception cref="IOException">None of the nodes answered in that time.</exception>
    public static Task<CampaignNode> CoordinateAsync(
        CampaignStore store,
        NodeAddress own,
        IReadOnlyList<NodeAddress> join,
        TimeSpan patience
    ) => StartAsync(own, store, join, patience);

    /// <summary>Starts a worker.</summary>
    /// <param name="join">Nodes of the cluster that it joins, at least one.</param>
    /// <param name="patience">How long it tries to join.</param>
    /// <exception cref="IOException">None of the nodes answered in that time.</exception>
    public static Task<CampaignNode> WorkAsync(IReadOnlyList<NodeAddress> join, TimeSpan patience) =>
        StartAsync(join[0].SeenFromHere(), null, join, patience);

    /// <summary>Begins a campaign or goes on with it.</summary>
    /// <returns>How far it is.</returns>
    /// <exception cref="IOException">Its store does not answer; so also below.</exception>
    public async Task<Progress> PlanAsync(string campaign, Plan plan) =>
        await AskAsync<Progress>(campaign, plan).ConfigureAwait(false);

    /// <summary>How far a campaign is.</summary>
    public async Task<Progress> ProgressAsync(string campaign) =>
        await AskAsync<Progress>(campaign, new AskProgress()).ConfigureAwait(false);

    /// <summary>All results of a campaign so far.</summary>
    public async Task<Results> ResultsAsync(string campaign)
    {
        Progress progress = await ProgressAsync(campaign).ConfigureAwait(false);
        var recorded = new List<TrialResult>();
        Results part = new([], []);
        for (int from = 0; from < progress.Trials; from += ResultsPart)
        {
            part = await AskAsync<Results>(campaign, new AskResults(from, ResultsPart)).ConfigureAwait(false);
            recorded.AddRange(part.Recorded);
        }

        return part with
        {
            Recorded = [.. recorded],
        };
    }

    /// <summary>Adds a slot that works for whatever campaign has work.</summary>
    /// <param name="open">
    /// Opens what runs the trials of a campaign, by its brief, or gives null where this node cannot; it is closed
    /// when the slot goes on to another campaign, or ends.
    /// </param>
    public void AddSlot(Func<string, ITrialRunner?> open) =>
        _slots.Add(_system.ActorOf(Props.Create(() => new SlotActor(_campaigns, _directory, open))));

    /// <summary>Ends the slots; what they had begun comes back to their campaign.</summary>
    public async Task StopSlotsAsync()
    {
        await Task.WhenAll(_slots.Select(slot => slot.GracefulStop(TimeSpan.FromSeconds(5))))
            .ConfigureAwait(false);
        _slots.Clear();
    }

    /// <summary>Leaves the cluster, so that others need not find out by silence.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!IsOver && _cluster.State.Members.Count > 1)
        {
            using var limit = new CancellationTokenSource(LeavePatience);
            try
            {
                await _cluster.LeaveAsync(limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The others find out by silence.
            }
        }

        await Task.WhenAny(_system.Terminate(), Task.Delay(LeavePatience)).ConfigureAwait(false);
        _system.Dispose();
    }

    private static async Task<CampaignNode> StartAsync(
        NodeAddress own,
        CampaignStore? store,
        IReadOnlyList<NodeAddress> join,
        TimeSpan patience
    )
    {
        Config config = ConfigurationFactory.ParseString(
            ClusterSettings.Of(own, store is null ? "worker" : ClusterSettings.Coordinator)
        );
        if (store is not null)
        {
            config = ConfigurationFactory.ParseString(store.Settings).WithFallback(config);
        }

        ActorSystem system = ActorSystem.Create(
            ClusterSettings.System,
            config.WithFallback(ClusterSharding.DefaultConfig())
        );
        var cluster = Cluster.Get(system);
        Address[] nodes =
        [
            .. join.Select(node => new Address("akka.tcp", ClusterSettings.System, node.Host, node.Port)),
        ];
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await (
                nodes.Length == 0
                    ? cluster.JoinAsync(cluster.SelfAddress, limit.Token)
                    : cluster.JoinSeedNodesAsync(nodes, limit.Token)
            ).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or ClusterJoinFailedException)
        {
            await system.Terminate().ConfigureAwait(false);
            throw new IOException(
                $"no coordinator answers at {string.Join(" or ", join)} within {patience.TotalSeconds:0} s",
                failure
            );
        }

        return new CampaignNode(system, store is not null);
    }

    /// <summary>Asks until there is an answer: a question is lost when its campaign moves or cannot write.</summary>
    private async Task<T> AskAsync<T>(string campaign, ICampaignMessage question)
    {
        long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return await _campaigns
                    .Ask<T>(new ShardingEnvelope(campaign, question), AskAgain)
                    .ConfigureAwait(false);
            }
            catch (AskTimeoutException silence)
            {
                if (Environment.TickCount64 > end || IsOver)
                {
                    throw new IOException(
                        "the campaign cannot be stored: is the disk full, or the database away?",
                        silence
                    );
                }
            }
        }
    }
}
