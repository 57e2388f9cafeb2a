using System.Globalization;

namespace Simulation.Components.Stores.Raft;

/// <summary>What replicas of a group say to each other.</summary>
/// <param name="Term">The sender's term; with a pre-vote, the term that it would stand for.</param>
internal abstract record RaftMessage(long Term)
{
    private const int HeaderBytes = 48;

    /// <summary>About what it takes on the wire.</summary>
    public virtual int SizeBytes => HeaderBytes;

    /// <summary>A candidate asks for a vote, or for consent to stand (pre-vote).</summary>
    /// <param name="Term">The term it stands for, or would stand for.</param>
    /// <param name="Last">Where its log ends.</param>
    /// <param name="IsPreVote">Whether it only asks.</param>
    /// <param name="IsTransfer">Whether the leader itself told it to stand, so that nobody protects the
    /// leader.</param>
    public sealed record RequestVote(long Term, LogPosition Last, bool IsPreVote, bool IsTransfer)
        : RaftMessage(Term)
    {
        public override string ToString() =>
            $"{(IsPreVote ? "RequestPreVote" : "RequestVote")} term {Term} last {Last}"
            + (IsTransfer ? " transfer" : "");
    }

    /// <summary>A vote, or consent, given or withheld.</summary>
    /// <param name="Term">The voter's term; with consent, the term consented to.</param>
    /// <param name="IsGranted">Whether it was given.</param>
    /// <param name="IsPreVote">Whether it answers a pre-vote.</param>
    public sealed record RequestVoteReply(long Term, bool IsGranted, bool IsPreVote) : RaftMessage(Term)
    {
        public override string ToString() =>
            $"{(IsPreVote ? "PreVote" : "Vote")} term {Term} {(IsGranted ? "granted" : "denied")}";
    }

    /// <summary>The leader's entries behind a place of its log; without entries a heartbeat.</summary>
    /// <param name="Term">The leader's term.</param>
    /// <param name="Previous">The place just before the entries.</param>
    /// <param name="Entries">Shared by all who get it; nobody changes it.</param>
    /// <param name="Commit">Up to where the leader has committed.</param>
    /// <param name="Round">Echoed, so that the leader knows what it said last that a follower has
    /// heard.</param>
    public sealed record AppendEntries(
        long Term,
        LogPosition Previous,
        ReadOnlyMemory<LogEntry> Entries,
        long Commit,
        long Round
    ) : RaftMessage(Term)
    {
        /// <summary>The index of the last entry, or of the place before when there is none.</summary>
        public long LastIndex => Previous.Index + Entries.Length;

        public override int SizeBytes
        {
            get
            {
                int size = HeaderBytes;
                foreach (LogEntry entry in Entries.Span)
                {
                    size += entry.SizeBytes;
                }

                return size;
            }
        }

        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"AppendEntries term {Term} after {Previous} entries {Entries.Length} "
                    + $"commit {Commit} round {Round}"
            );
    }

    /// <summary>
    /// A follower's answer to <see cref="AppendEntries"/> or <see cref="InstallSnapshot"/>.
    /// </summary>
    /// <param name="Term">The follower's term.</param>
    /// <param name="Match">On success, up to where its synced log is the leader's; else 0.</param>
    /// <param name="Round">The round that it answers.</param>
    /// <param name="Conflict">Null on success; else where the leader should look.</param>
    /// <param name="Incarnation">How many times the follower has been started.</param>
    public sealed record AppendEntriesReply(
        long Term,
        long Match,
        long Round,
        Conflict? Conflict,
        int Incarnation = 0
    ) : RaftMessage(Term)
    {
        public override string ToString() =>
            Conflict is { } at
                ? $"Rejected term {Term} round {Round} at {at.Rejected} conflict {at.First}"
                : $"Appended term {Term} match {Match} round {Round}";
    }

    /// <summary>The leader's snapshot, for a follower that needs entries the leader no longer has.</summary>
    /// <param name="Term">The leader's term.</param>
    /// <param name="Snapshot">The whole state; it travels as one message of its full size.</param>
    /// <param name="Round">Echoed as in <see cref="AppendEntries"/>.</param>
    public sealed record InstallSnapshot(long Term, RaftSnapshot Snapshot, long Round) : RaftMessage(Term)
    {
        public override int SizeBytes => HeaderBytes + Snapshot.SizeBytes;

        public override string ToString() =>
            $"InstallSnapshot term {Term} last {Snapshot.Last} round {Round}";
    }

    /// <summary>The leader tells a follower that is up to date to stand for election at once.</summary>
    /// <param name="Term">The leader's term.</param>
    /// <remarks>Source: Ongaro, "Consensus: Bridging Theory and Practice", 2014, section 3.10.</remarks>
    public sealed record TimeoutNow(long Term) : RaftMessage(Term)
    {
        public override string ToString() => $"TimeoutNow term {Term}";
    }
}

/// <summary>Why a follower rejected entries: what the fast back-up of Raft needs.</summary>
/// <param name="Rejected">The index before the entries that were rejected.</param>
/// <param name="First">
/// The first index of the term that the follower has there; or where its log ends, with term 0, when the log
/// is too short.
/// </param>
/// <remarks>Source: Ongaro and Ousterhout 2014, section 5.3, last paragraphs.</remarks>
internal sealed record Conflict(long Rejected, LogPosition First);
