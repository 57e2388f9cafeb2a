using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Simulation.Campaigns;

/// <summary>
/// Knows which campaigns of the cluster have work, for slots that look for some. Campaigns say so again and
/// again, so that nothing need be stored.
/// </summary>
internal sealed class DirectoryActor : ReceiveActor
{
    /// <summary>The type of the entity.</summary>
    public const string EntityType = "directory";

    /// <summary>How often a campaign is to say that it has work.</summary>
    public static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SortedDictionary<string, long> _heard = new(StringComparer.Ordinal);

    public DirectoryActor()
    {
        Receive<Announce>(Note);
        Receive<AskWork>(_ => Sender.Tell(new Work(Open())));
    }

    /// <summary>A message to the one directory of a cluster.</summary>
    public static ShardingEnvelope Envelope(ICampaignMessage message) => new("all", message);

    private void Note(Announce announce)
    {
        if (announce.IsOpen)
        {
            _heard[announce.Campaign] = Environment.TickCount64;
        }
        else
        {
            _heard.Remove(announce.Campaign);
        }
    }

    private string[] Open()
    {
        double oldest = Environment.TickCount64 - Patience.TotalMilliseconds;
        return [.. _heard.Where(pair => pair.Value >= oldest).Select(pair => pair.Key)];
    }
}
