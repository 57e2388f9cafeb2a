using Simulation.Components.Stores.FollowerReads;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Raft;

/// <summary>
/// A replicated key-value store by the Raft protocol: linearizable, available with a majority.
/// </summary>
/// <remarks>Source: Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm", USENIX ATC
/// 2014; Ongaro, "Consensus: Bridging Theory and Practice", Stanford 2014.</remarks>
public static class RaftStore
{
    /// <summary>The role of the replica that leads; more than one may believe so for a while.</summary>
    public const string LeaderRole = "leader";

    /// <summary>The role of all others.</summary>
    public const string ReplicaRole = "replica";

    /// <summary>A replica became leader; the detail is its term.</summary>
    public const string LeaderElected = "leader-elected";

    /// <summary>A leader stopped leading while it ran; the detail is its term then.</summary>
    public const string LeaderSteppedDown = "leader-stepped-down";

    /// <summary>
    /// A replica made a snapshot and shortened its log; the detail is the last entry in it.
    /// </summary>
    public const string SnapshotTaken = "snapshot-taken";

    /// <summary>A replica took over the leader's snapshot; the detail is the last entry in it.</summary>
    public const string SnapshotInstalled = "snapshot-installed";

    /// <summary>
    /// A replica became leader because the leader before handed over; the detail is its term.
    /// </summary>
    public const string LeadershipTransferred = "leadership-transferred";

    /// <summary>
    /// A replica found damage in its log when it started, and cut it off; the detail is how many entries went.
    /// </summary>
    public const string DamageFound = "damage-found";

    /// <summary>A replica has back from its leader what its disk had lost.</summary>
    public const string DamageRepaired = "damage-repaired";

    /// <summary>All that replicas announce.</summary>
    public static IReadOnlyList<string> Announcements { get; } =
    [
        LeaderElected,
        LeaderSteppedDown,
        SnapshotTaken,
        SnapshotInstalled,
        LeadershipTransferred,
        DamageFound,
        DamageRepaired,
    ];

    /// <summary>
    /// Deploys a group with one replica on each node. Every replica takes a <see cref="KvRequest"/> and
    /// answers with a <see cref="KvReply"/>, or never; one that does not lead names the leader it knows. A
    /// replica also takes a <see cref="TransferLeadership"/>.
    /// </summary>
    /// <param name="deployment">Where; at least one node.</param>
    /// <param name="options">How the group behaves; valid.</param>
    /// <param name="bound">Within what bounds followers serve reads; null for not at all.</param>
    /// <returns>The replicas in the order of the nodes.</returns>
    public static IReadOnlyList<ProcessRef> Deploy(
        StoreDeployment deployment,
        RaftOptions options,
        BoundedStalenessOptions? bound = null
    )
    {
        var truths = new List<ReplicaTruth>();
        foreach (Node node in deployment.Nodes)
        {
            truths.Add(new ReplicaTruth(deployment.Truth, deployment.World, node));
        }

        return deployment.DeployReplicas(
            (place, peers) => new RaftReplica(place, peers, options, truths[place], bound)
        );
    }
}

/// <summary>
/// Asks the leader to hand its leadership over to a follower; any other replica ignores it.
/// </summary>
/// <param name="Target">The follower's place in the group, counted from 0.</param>
/// <remarks>Source: Ongaro 2014 (thesis), section 3.10.</remarks>
public sealed record TransferLeadership(int Target);
