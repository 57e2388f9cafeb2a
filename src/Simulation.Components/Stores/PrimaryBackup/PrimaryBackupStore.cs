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
    /// <summary>A backup has not heard of the primary for too long.</summary>
    public const string Suspected = "primary-suspected";

    /// <summary>A backup was elected primary; it serves when its promotion is done.</summary>
    public const string Elected = "primary-elected";

    /// <summary>A backup that was elected primary is ready to serve.</summary>
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
    [Suspected, Elected, Promoted, SteppedDown, RolledBack, Copied, ViewChanged];

    /// <summary>
    /// Puts one replica on each node of a deployment; the first one that is no witness begins as primary.
    /// </summary>
    /// <returns>The replicas that hold data.</returns>
    public static IReadOnlyList<ProcessRef> Deploy(StoreDeployment deployment, PrimaryBackupOptions options)
    {
        ILookup<bool, Node> nodes = deployment.Nodes.ToLookup(node => options.Witnesses.Any(node.IsIn));
        StoreDeployment holders = deployment with { Nodes = [.. nodes[false]] };
        StoreDeployment witnesses = deployment with { Nodes = [.. nodes[true]] };
        var group = new PrimaryBackupGroup();
        ShownWrites[] shown = [.. holders.Nodes.Select(node => new ShownWrites(deployment, node))];
        group.Replicas = holders.DeployReplicas(
            (place, _) => new PrimaryBackupReplica(options, place, group, shown[place])
        );
        group.Witnesses = witnesses.DeployReplicas(
            (place, _) => new PrimaryBackupWitness(options, holders.Nodes.Count + place)
        );
        return group.Replicas;
    }
}
