using System.CommandLine;
using Simulation.Campaigns;
using Simulation.Cli.Sweeps;

namespace Simulation.Cli.Commands;

/// <summary>Lends this machine to the sweeps of a cluster.</summary>
internal sealed class WorkerCommand : Command
{
    private const string Text = """
        Lend this machine to sweeps elsewhere: it joins, runs trials, and ends when nobody answers any more.
        It needs neither the scenario nor a database. Come and go as you like: no trial is lost.

        Examples:
          simlab sweep scenarios/swarm.yaml --seeds 1..100000 --listen 10.0.0.5:5101
          simlab worker --join 10.0.0.5:5101
        """;

    private readonly Option<NodeAddress[]> _join = ClusterSwitches.Join(
        "Where the sweep listens.",
        isRequired: true
    );
    private readonly Option<int?> _jobs = ClusterSwitches.Jobs();

    public WorkerCommand(Shell shell)
        : base("worker", Text)
    {
        Add(_join);
        Add(_jobs);
        SetAction(parsed =>
        {
            NodeAddress[] join = parsed.GetValue(_join)!;
            int jobs = parsed.GetValue(_jobs) ?? Environment.ProcessorCount;
            return (int)
                new Membership(shell, join)
                    .StayAsync((patience, _) => OpenAsync(join, jobs, patience))
                    .GetAwaiter()
                    .GetResult();
        });

        async Task<CampaignNode> OpenAsync(NodeAddress[] join, int jobs, TimeSpan patience)
        {
            CampaignNode node = await CampaignNode.WorkAsync(join, patience).ConfigureAwait(false);
            for (int slot = 0; slot < jobs; slot++)
            {
                node.AddSlot(text => TrialProcess.Open(text, shell));
            }

            return node;
        }
    }
}
