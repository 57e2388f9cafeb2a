using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.Raft;

/// <summary>How a Raft replica answers a read.</summary>
public enum RaftReads
{
    /// <summary>
    /// The leader first confirms with a majority that it still leads; linearizable whatever clocks do.
    /// </summary>
    ReadIndex,

    /// <summary>
    /// The leader answers at once while a majority has confirmed it within an election timeout; linearizable
    /// as long as the nodes' clocks run at nearly the same rate.
    /// </summary>
    Lease,

    /// <summary>Any replica answers from what it has applied; not linearizable, reads may be stale.</summary>
    Local,

    /// <summary>
    /// Any replica answers once it has applied what the client has seen; sequentially consistent.
    /// </summary>
    Session,

    /// <summary>
    /// Any replica answers once it has applied what the client has read, not what it has written: it reads
    /// ever longer prefixes of the log.
    /// </summary>
    Prefix,
}

/// <summary>A defect put in on purpose, so that a scenario can show that its checker bites.</summary>
public enum PlantedRaftBug
{
    /// <summary>The protocol as published.</summary>
    None,

    /// <summary>
    /// Planted: a leader answers reads without asking whether it still leads, so a deposed one is stale.
    /// </summary>
    AnswerReadsWithoutReadIndex,

    /// <summary>
    /// Planted: a replica acknowledges entries that its disk has not synced, so a crash can lose them.
    /// </summary>
    AcknowledgeBeforeSync,

    /// <summary>
    /// Planted: a replica believes what it reads from its disk, without looking at checksums.
    /// </summary>
    TrustTheDisk,
}

/// <summary>How a Raft group behaves. The defaults suit replicas a few milliseconds apart.</summary>
public sealed record RaftOptions : IValidatedOptions
{
    /// <summary>
    /// The shortest time without word from a leader after which a replica stands for election.
    /// </summary>
    [Option("The shortest silence of the leader after which a replica stands for election.", Min = "1ms")]
    public SimDuration ElectionTimeoutMin { get; init; } = 150.Milliseconds;

    /// <summary>The longest such time; each wait is drawn uniformly between the two.</summary>
    [Option("The longest silence of the leader after which a replica stands for election.", Min = "2ms")]
    public SimDuration ElectionTimeoutMax { get; init; } = 300.Milliseconds;

    /// <summary>How often a leader tells its followers that it lives.</summary>
    [Option("How often a leader tells its followers that it lives.", Min = "1ms")]
    public SimDuration HeartbeatInterval { get; init; } = 50.Milliseconds;

    /// <summary>Whether a replica asks for a majority's consent before it raises its term.</summary>
    [Option("Whether a replica asks a majority before it raises its term.")]
    public bool PreVote { get; init; } = true;

    /// <summary>
    /// Whether a leader that has not heard from a majority for an election timeout steps down.
    /// </summary>
    [Option("Whether a leader steps down that has not heard from a majority for an election timeout.")]
    public bool CheckQuorum { get; init; } = true;

    /// <summary>How reads are answered.</summary>
    [Option("How reads are answered: read-index, lease, local, session or prefix.")]
    public RaftReads Reads { get; init; } = RaftReads.ReadIndex;

    /// <summary>
    /// With lease reads, how much earlier than an election timeout the leader lets its lease end.
    /// </summary>
    [Option("How much a lease is shortened for clocks that run at different rates.", Min = "0ms")]
    public SimDuration ClockErrorMax { get; init; } = 10.Milliseconds;

    /// <summary>The most entries in one message, at least 1.</summary>
    [Option("The most log entries in one message.", Min = "1", Max = "65536")]
    public int BatchEntriesMax { get; init; } = 256;

    /// <summary>
    /// How many messages with entries may be under way to a follower before it answers, at least 1. With 1,
    /// what arrives during a round trip shares the next message.
    /// </summary>
    [Option("The most messages with entries under way to one follower at a time.", Min = "1", Max = "1024")]
    public int InFlightMax { get; init; } = 4;

    /// <summary>
    /// After how many applied entries a replica takes a snapshot and shortens its log, at least 1.
    /// </summary>
    [Option("After how many applied entries a replica takes a snapshot.", Min = "1")]
    public int SnapshotAfter { get; init; } = 10_000;

    /// <summary>
    /// How many entries before a snapshot stay in the log for followers that are a little behind.
    /// </summary>
    [Option("How many entries before a snapshot stay in the log for slow followers.", Min = "0")]
    public int SnapshotKeep { get; init; } = 1_000;

    /// <summary>A defect put in on purpose; only for scenarios that test the checkers.</summary>
    [Option(
        "A defect put in on purpose: none, answer-reads-without-read-index, acknowledge-before-sync "
            + "or trust-the-disk."
    )]
    public PlantedRaftBug Planted { get; init; } = PlantedRaftBug.None;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (ElectionTimeoutMax <= ElectionTimeoutMin)
        {
            yield return (
                "election-timeout-max",
                "must be longer than election-timeout-min, or elections split for ever"
            );
        }

        if (HeartbeatInterval * 2 > ElectionTimeoutMin)
        {
            yield return ("heartbeat-interval", "must be at most half of election-timeout-min");
        }

        if (ClockErrorMax >= ElectionTimeoutMin)
        {
            yield return ("clock-error-max", "must be shorter than election-timeout-min");
        }
    }
}
