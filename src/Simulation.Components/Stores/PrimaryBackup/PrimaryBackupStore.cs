using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.PrimaryBackup;

/// <summary>
/// One primary orders all writes and ships its log to backups; a majority elects another when it falls
/// silent. How many disks a write waits for decides what a failover may lose: with <c>async</c> what was not
/// shipped yet, with <c>sync</c> nothing. A primary that comes back after a failover gives up what its
/// successor lacks.
/// </summary>
/// <remarks>Source: Budhiraja, Marzullo, Schneider, Toueg, "The Primary-Backup Approach", 1993; Oki and
/// Liskov, "Viewstamped Replication", PODC 1988 (views, elections by a majority).</remarks>
public static class PrimaryBackupStore
{
    /// <summary>A backup was elected primary.</summary>
    public const string Promoted = "failover";

    /// <summary>A primary gave up its role: it lost its majority, or heard of a successor.</summary>
    public const string SteppedDown = "stepped-down";

    /// <summary>A replica gave up writes that the primary does not have.</summary>
    public const string RolledBack = "rolled-back";

    /// <summary>A replica got the whole state.</summary>
    public const string Copied = "full-copy";

    /// <summary>With sync, a backup left the view or came back to it.</summary>
    public const string ViewChanged = "view-changed";

    /// <summary>What replicas announce.</summary>
    public static IReadOnlyList<string> Happenings { get; } =
    [Promoted, SteppedDown, RolledBack, Copied, ViewChanged];

    /// <summary>Puts one replica on each node of a deployment; the first one begins as primary.</summary>
    public static IReadOnlyList<ProcessRef> Deploy(StoreDeployment deployment, PrimaryBackupOptions options)
    {
        ShownWrites[] shown = [.. deployment.Nodes.Select(node => new ShownWrites(deployment, node))];
        return deployment.DeployReplicas(
            (place, peers) => new PrimaryBackupReplica(options, place, peers, shown[place])
        );
    }
}
