using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;

namespace Simulation.Campaigns;

/// <summary>
/// A node that campaigns live on: an Akka cluster of one process, with the campaign as a sharded entity, its
/// journal, and slots that run trials.
/// </summary>
public sealed class CampaignHost : IDisposable
{
    private const string EntityType = "campaign";
    private const int Shards = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ActorSystem _system;
    private readonly IActorRef _region;
    private readonly List<IActorRef> _slots = [];

    private CampaignHost(ActorSystem system, IActorRef region)
    {
        _system = system;
        _region = region;
    }

    /// <summary>Starts a node that knows the campaigns of a store.</summary>
    public static CampaignHost Start(CampaignStore store)
    {
        Config config = ConfigurationFactory
            .ParseString(ClusterSettings.Text)
            .WithFallback(ConfigurationFactory.ParseString(store.Settings))
            .WithFallback(ClusterSharding.DefaultConfig());
        ActorSystem system = ActorSystem.Create("simlab", config);
        Akka.Cluster.Cluster cluster = Akka.Cluster.Cluster.Get(system);
        cluster.Join(cluster.SelfAddress);
        var sharding = ClusterSharding.Get(system);
        IActorRef region = sharding.Start(
            EntityType,
            CampaignActor.Of,
            ClusterShardingSettings.Create(system),
            HashCodeMessageExtractor.Create(Shards, _ => null!, _ => null!)
        );
        return new CampaignHost(system, region);
    }

    /// <summary>Begins a campaign or goes on with it.</summary>
    /// <returns>How far it is.</returns>
    /// <exception cref="IOException">Its store does not answer; so also below.</exception>
    public async Task<Progress> PlanAsync(string campaign, Plan plan) =>
        await AskAsync<Progress>(campaign, plan).ConfigureAwait(false);

    /// <summary>How far a campaign is.</summary>
    public async Task<Progress> ProgressAsync(string campaign) =>
        await AskAsync<Progress>(campaign, new AskProgress()).ConfigureAwait(false);

    /// <summary>All results of a campaign so far.</summary>
    public async Task<Results> ResultsAsync(string campaign) =>
        await AskAsync<Results>(campaign, new AskResults()).ConfigureAwait(false);

    /// <summary>Adds a slot that works for a campaign.</summary>
    /// <param name="campaign">Its id.</param>
    /// <param name="open">Opens what runs its trials; it is closed with the slot.</param>
    public void AddSlot(string campaign, Func<ITrialRunner> open) =>
        _slots.Add(_system.ActorOf(Props.Create(() => new SlotActor(campaign, _region, open))));

    /// <summary>Ends the slots; what they had begun comes back to their campaign.</summary>
    public async Task StopSlotsAsync()
    {
        await Task.WhenAll(_slots.Select(slot => slot.GracefulStop(TimeSpan.FromSeconds(5))))
            .ConfigureAwait(false);
        _slots.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _system.Terminate().Wait(TimeSpan.FromSeconds(5));
        _system.Dispose();
    }

    private async Task<T> AskAsync<T>(string campaign, ICampaignMessage question)
    {
        try
        {
            return await _region
                .Ask<T>(new ShardingEnvelope(campaign, question), Patience)
                .ConfigureAwait(false);
        }
        catch (AskTimeoutException silence)
        {
            throw new IOException(
                "the campaign cannot be stored: is the disk full, or the file away?",
                silence
            );
        }
    }
}
