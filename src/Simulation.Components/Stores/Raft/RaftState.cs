using Simulation.Kernel;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.Raft;

/// <summary>What a replica is at the moment.</summary>
internal enum RaftRole
{
    /// <summary>It takes entries from a leader, or waits for one.</summary>
    Follower,

    /// <summary>It asks whether it might stand for election.</summary>
    PreCandidate,

    /// <summary>It stands for election.</summary>
    Candidate,

    /// <summary>It leads.</summary>
    Leader,
}

/// <summary>What the election restriction rests on; must be on the disk before it is acted upon.</summary>
/// <param name="Term">The latest term seen.</param>
/// <param name="VotedFor">Whom this replica voted for in that term, or <see cref="Nobody"/>.</param>
internal readonly record struct HardState(long Term, int VotedFor)
{
    /// <summary>No vote.</summary>
    public const int Nobody = -1;

    /// <summary>What a replica begins with.</summary>
    public static HardState Initial => new(0, Nobody);
}

/// <summary>
/// The state of one replica that the parts of the protocol share, as in Figure 2 of the paper: who it is, its
/// term and vote, its log, what is committed, and what it is about to say.
/// </summary>
/// <remarks>Source: Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm", USENIX ATC
/// 2014.</remarks>
internal sealed class RaftState(int self, int size, RaftOptions options, RandomStream random)
{
    private readonly RandomStream _random = random;

    /// <summary>This replica's place in the group, counted from 0.</summary>
    public int Self { get; } = self;

    /// <summary>How many replicas the group has.</summary>
    public int Size { get; } = size;

    /// <summary>How it behaves.</summary>
    public RaftOptions Options { get; } = options;

    /// <summary>How many times the replica has been started.</summary>
    public int Incarnation { get; private set; }

    /// <summary>The replicated log.</summary>
    public RaftLog Log { get; } = new();

    /// <summary>What it is about to say.</summary>
    public Outbox Outbox { get; } = new(size);

    /// <summary>How many replicas make a majority.</summary>
    public int Majority => Size / 2 + 1;

    /// <summary>What it is.</summary>
    public RaftRole Role { get; private set; }

    /// <summary>The latest term seen and the vote in it.</summary>
    public HardState Hard { get; private set; } = HardState.Initial;

    /// <summary>The latest term seen.</summary>
    public long Term => Hard.Term;

    /// <summary>The leader of the term as far as known, or <see cref="HardState.Nobody"/>.</summary>
    public int Leader { get; private set; } = HardState.Nobody;

    /// <summary>The highest index known to be committed.</summary>
    public long Commit { get; private set; }

    /// <summary>The latest snapshot of the applied state.</summary>
    public RaftSnapshot Snapshot { get; set; } = RaftSnapshot.Empty;

    /// <summary>The node's clock at the step that goes on.</summary>
    public SimTime Now { get; set; }

    /// <summary>
    /// When, by the node's clock, a leader was heard of last; a start counts, since it may have been just
    /// before.
    /// </summary>
    public SimTime HeardLeaderAt { get; private set; }

    /// <summary>How long to wait for a leader, or for votes, this time.</summary>
    public SimDuration ElectionTimeout { get; private set; }

    /// <summary>
    /// Whether the wait for a leader begins anew with this step; whoever keeps the timer clears it.
    /// </summary>
    public bool IsElectionTimerReset { get; set; }

    /// <summary>Whether a leader was heard of so recently that nobody should stand against it.</summary>
    /// <remarks>Source: Ongaro 2014 (thesis), section 4.2.3. A clock that went back proves nothing.</remarks>
    public bool IsLeaderFresh =>
        Role == RaftRole.Leader || (Now >= HeardLeaderAt && Now - HeardLeaderAt < Options.ElectionTimeoutMin);

    /// <summary>Takes over what the disk kept.</summary>
    public void Recover(
        HardState hard,
        RaftSnapshot snapshot,
        LogPosition logBase,
        ReadOnlySpan<LogEntry> entries,
        long recoverTo,
        int incarnation
    )
    {
        Incarnation = incarnation;
        RecoverTo = recoverTo;
        Hard = hard;
        Snapshot = snapshot;
        Commit = snapshot.Last.Index;
        HeardLeaderAt = Now;
        Log.Load(logBase, entries);
        RestartElectionTimer(isNewWait: true);
    }

    /// <summary>Goes on to a later term, in which nobody leads yet and no vote is given.</summary>
    public void EnterTerm(long term)
    {
        Invariant.That(term > Term);
        Hard = new HardState(term, HardState.Nobody);
        Leader = HardState.Nobody;
    }

    /// <summary>Gives this term's vote, which cannot be taken back.</summary>
    public void VoteFor(int candidate)
    {
        Invariant.That(Hard.VotedFor == HardState.Nobody || Hard.VotedFor == candidate);
        Hard = Hard with { VotedFor = candidate };
    }

    /// <summary>Changes what the replica is, within its term.</summary>
    public void Become(RaftRole role)
    {
        if (Role == RaftRole.Leader && role != RaftRole.Leader)
        {
            RestartElectionTimer(isNewWait: true);
        }

        Role = role;
        if (role == RaftRole.Leader)
        {
            Leader = Self;
        }
        else if (Leader == Self || role != RaftRole.Follower)
        {
            Leader = HardState.Nobody;
        }
    }

    /// <summary>Notes that the leader of this term is alive.</summary>
    public void HearLeader(int leader)
    {
        Leader = leader;
        HeardLeaderAt = Now;
        RestartElectionTimer(isNewWait: false);
    }

    /// <summary>
    /// Lets the wait for a leader begin anew, with another length when it is a wait of another kind.
    /// </summary>
    public void RestartElectionTimer(bool isNewWait)
    {
        IsElectionTimerReset = true;
        if (isNewWait)
        {
            long spread = (Options.ElectionTimeoutMax - Options.ElectionTimeoutMin).Nanoseconds;
            ElectionTimeout = Options.ElectionTimeoutMin + new SimDuration(_random.NextBelow(spread));
        }
    }

    /// <summary>
    /// A leader that lacks what was committed here takes it back, as only disks that lie and planted bugs make
    /// possible: what has been applied stays applied.
    /// </summary>
    public void LoseCommitted(long from) => Commit = Math.Min(Commit, from - 1);

    /// <summary>
    /// The index up to which this replica may have acknowledged entries that its disk has lost; 0 for none.
    /// Until it has the leader's entries up to there, it neither votes nor stands, since its short log would
    /// let a leader win that lacks what was committed.
    /// </summary>
    /// <remarks>Source: Alagappan et al., "Protocol-Aware Recovery for Consensus-Based Storage", FAST 2018,
    /// section 3.4.</remarks>
    public long RecoverTo { get; private set; }

    /// <summary>Whether it must not take part in elections yet.</summary>
    public bool IsRecovering => RecoverTo > 0;

    /// <summary>The log agrees with the leader's up to an index, which may be all that was lost.</summary>
    public void OnAgreed(long index)
    {
        if (index >= RecoverTo)
        {
            RecoverTo = 0;
        }
    }

    /// <summary>Learns that entries up to an index are committed; what is committed stays so.</summary>
    public void AdvanceCommit(long index)
    {
        Invariant.That(index <= Log.LastIndex);
        Commit = Math.Max(Commit, index);
    }
}
