using Simulation.Components.Routing;
using Simulation.Components.Stores.PrimaryBackup;
using Simulation.Components.Stores.Raft;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Recovery;

/// <summary>What the time of a recovery went into, by what components told of.</summary>
internal static class RecoveryPhases
{
    /// <summary>The phases, and what marks the end of each; the last one ends when clients are served.</summary>
    public static IReadOnlyList<(string Name, string Metric, IReadOnlyList<string> Ends)> All { get; } =
    [
        ("detect", "rto_detect", [PrimaryBackupStore.Suspected, TrafficRouter.EndpointUnhealthy]),
        ("decide", "rto_decide", [PrimaryBackupStore.Elected, RaftStore.LeaderElected]),
        ("move", "rto_move", [PrimaryBackupStore.Promoted, TrafficRouter.TrafficMoved]),
        ("warm_up", "rto_warm_up", []),
    ];

    /// <summary>The phases of one recovery, in order.</summary>
    /// <param name="happenings">What components told of, by time.</param>
    /// <param name="struck">When the disaster struck.</param>
    /// <param name="restored">When clients were served again.</param>
    public static IReadOnlyList<RecoveryPhase> Of(
        IReadOnlyList<Happening> happenings,
        SimTime struck,
        SimTime restored
    )
    {
        var phases = new List<RecoveryPhase>();
        SimTime since = struck;
        foreach ((string name, _, IReadOnlyList<string> ends) in All)
        {
            SimTime until = ends.Count == 0 ? restored : EndOf(ends, happenings, since, restored);
            phases.Add(new RecoveryPhase(name, until - since));
            since = until;
        }

        return phases;
    }

    private static SimTime EndOf(
        IReadOnlyList<string> names,
        IReadOnlyList<Happening> happenings,
        SimTime since,
        SimTime restored
    )
    {
        foreach (Happening happening in happenings)
        {
            if (happening.Time > restored)
            {
                break;
            }

            if (happening.Time >= since && names.Contains(happening.Name))
            {
                return happening.Time;
            }
        }

        return since;
    }
}
