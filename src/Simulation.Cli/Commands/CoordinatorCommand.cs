using System.CommandLine;
using Simulation.Campaigns;
using Simulation.Campaigns.Storage;
using Simulation.Cli.Output;
using Simulation.Cli.Sweeps;

namespace Simulation.Cli.Commands;

/// <summary>Stands by for the coordinator of a cluster.</summary>
internal sealed class CoordinatorCommand : Command
{
    private const string Text = """
        Stand by for sweeps whose store others reach too: when the process of a sweep dies, its campaign goes on
        here.

        Examples:
          simlab sweep scenarios/swarm.yaml --seeds 1..100000 --listen 10.0.0.5:5101 --store postgres://lab@db/lab
          simlab coordinator --join 10.0.0.5:5101 --listen 10.0.0.6:5101 --store postgres://lab@db/lab
        """;

    private static readonly TimeSpan Search = TimeSpan.FromSeconds(10);

    private readonly Option<NodeAddress[]> _join = ClusterSwitches.Join(
        "Where the sweep, or another coordinator, listens.",
        isRequired: true
    );
    private readonly Option<NodeAddress?> _listen = ClusterSwitches.Listen();
    private readonly Option<string> _store = new("--store")
    {
        Description = "The database that the sweep has: postgres://user:password@host:port/database.",
        HelpName = "URL",
        Required = true,
    };

    public CoordinatorCommand(Shell shell)
        : base("coordinator", Text)
    {
        Add(_join);
        Add(_listen);
        Add(_store);
        SetAction(parsed =>
        {
            string place = parsed.GetValue(_store)!;
            CampaignStore store = Written.To(place, () => CampaignStore.Open(place));
            NodeAddress[] join = parsed.GetValue(_join)!;
            NodeAddress own = parsed.GetValue(_listen) ?? join[0].SeenFromHere();
            return (int)
                new Membership(shell, join)
                    .StayAsync(
                        (patience, isAgain) =>
                            isAgain
                                ? OpenAgainAsync(store, own, join)
                                : CampaignNode.CoordinateAsync(store, own, join, patience)
                    )
                    .GetAwaiter()
                    .GetResult();
        });
    }

    /// <summary>
    /// One that was put out of its cluster, and finds nobody, begins one: the store lets only one write.
    /// </summary>
    private static async Task<CampaignNode> OpenAgainAsync(
        CampaignStore store,
        NodeAddress own,
        NodeAddress[] join
    )
    {
        try
        {
            return await CampaignNode.CoordinateAsync(store, own, join, Search).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return await CampaignNode.CoordinateAsync(store, own, [], Search).ConfigureAwait(false);
        }
    }
}
