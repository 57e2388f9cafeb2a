using Simulation.Scenarios.Running;

namespace Simulation.Reports.SpaceTime;

/// <summary>Chooses the nodes that a diagram has room for.</summary>
internal static class ColumnChoice
{
    /// <summary>How many columns a page has room for.</summary>
    public const int ColumnsMax = 12;

    private const int ServersMax = 9;
    private const int Near = 400;

    /// <summary>
    /// The nodes that matter most, in the order of the topology with the nodes of a region side by side, servers
    /// before clients.
    /// </summary>
    public static IReadOnlyList<Column> Of(RunResult run, IReadOnlyList<Flight> flights, Focus focus)
    {
        var nodes = new Dictionary<string, NodeOutcome>(StringComparer.Ordinal);
        foreach (NodeOutcome node in run.Nodes)
        {
            foreach (string process in node.Processes)
            {
                nodes.TryAdd(process, node);
            }
        }

        Dictionary<string, long> weights = Weights(flights, focus, nodes);
        List<NodeOutcome> ranked =
        [
            .. run
                .Nodes.Where(node => weights.ContainsKey(node.Name))
                .OrderByDescending(node => weights[node.Name]),
        ];
        List<NodeOutcome> clients = [.. ranked.Where(node => node.IsClient)];
        List<NodeOutcome> servers =
        [
            .. ranked.Where(node => !node.IsClient).Take(Math.Max(ServersMax, ColumnsMax - clients.Count)),
        ];
        HashSet<string> chosen =
        [
            .. servers.Concat(clients.Take(ColumnsMax - servers.Count)).Select(node => node.Name),
        ];
        List<string> groups = [.. run.Nodes.Select(Group).Distinct()];
        return
        [
            .. run
                .Nodes.Where(node => chosen.Contains(node.Name))
                .OrderBy(node => groups.IndexOf(Group(node)))
                .ThenBy(node => node.IsClient)
                .Select(node => new Column(node.Name, Group(node), node.IsClient)),
        ];
    }

    /// <summary>Many regions are named after their cloud; those need not say it twice.</summary>
    private static string Group(NodeOutcome node) =>
        node.Place.Region.StartsWith(node.Place.Cloud, StringComparison.Ordinal)
            ? node.Place.Region
            : $"{node.Place.Cloud} {node.Place.Region}";

    private static Dictionary<string, long> Weights(
        IReadOnlyList<Flight> flights,
        Focus focus,
        Dictionary<string, NodeOutcome> nodes
    )
    {
        var weights = new Dictionary<string, long>(StringComparer.Ordinal);
        void Add(string process, long weight)
        {
            if (nodes.TryGetValue(process, out NodeOutcome? node))
            {
                weights[node.Name] = weights.GetValueOrDefault(node.Name) + weight;
            }
        }

        foreach (Flight flight in flights.OrderBy(flight => focus.Distance(flight.Sent)).Take(Near))
        {
            Both(flight, flight.End == FlightEnd.Dropped ? 4 : 1);
        }

        foreach (Flight flight in flights)
        {
            int rank = focus.Rank(flight);
            if (rank < Focus.Aside)
            {
                Both(flight, rank == 0 ? 1_000_000 : 1_000);
            }
        }

        return weights;
        void Both(Flight flight, long weight)
        {
            Add(flight.Source, weight);
            Add(flight.Target, weight);
        }
    }
}
