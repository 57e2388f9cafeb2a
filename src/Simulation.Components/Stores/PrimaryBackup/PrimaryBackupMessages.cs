using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.PrimaryBackup;

/// <summary>One entry of the replicated log; without a function it only marks the begin of an
/// epoch.</summary>
/// <param name="Epoch">The epoch of the primary that made it.</param>
/// <param name="Origin">The place of that primary among the replicas.</param>
/// <param name="Request">The write or cas; null for the mark.</param>
internal sealed record LogRecord(long Epoch, int Origin, KvRequest? Request);

/// <summary>From the primary: records that follow a position, or none as a heartbeat.</summary>
/// <param name="Epoch">The primary's epoch.</param>
/// <param name="After">How many records come before these.</param>
/// <param name="AfterEpoch">The epoch of the record before these; 0 when there is none.</param>
/// <param name="Records">The records.</param>
/// <param name="Committed">How many records are committed.</param>
/// <param name="SentAt">The primary's clock, returned with the answer.</param>
internal sealed record Ship(
    long Epoch,
    long After,
    long AfterEpoch,
    LogRecord[] Records,
    long Committed,
    SimTime SentAt
);

/// <summary>From a backup: it has everything up to a position on its disk.</summary>
internal sealed record Shipped(long Epoch, long End, SimTime SentAt);

/// <summary>From a backup: its log does not continue what was shipped.</summary>
/// <param name="Epoch">The backup's epoch; when it is the higher one, the sender is no primary any
/// more.</param>
/// <param name="History">Where the epochs of its log begin.</param>
/// <param name="End">Where its log ends.</param>
/// <param name="Floor">The position below which it cannot go back.</param>
/// <param name="SentAt">When the primary shipped, by its clock.</param>
internal sealed record Diverged(long Epoch, EpochStart[] History, long End, long Floor, SimTime SentAt);

/// <summary>From the primary to a backup that shipping cannot help: everything.</summary>
internal sealed record CopyAll(long Epoch, StateImage Image, SimTime SentAt);

/// <summary>From a backup that stands for election, or on trial asks whether it would win.</summary>
internal sealed record Canvass(long Epoch, int Candidate, long LastEpoch, long End, bool IsTrial);

/// <summary>The answer to a <see cref="Canvass"/>.</summary>
/// <param name="Epoch">The epoch stood for.</param>
/// <param name="VoterEpoch">The voter's own epoch.</param>
/// <param name="Voter">The voter's place among the replicas.</param>
/// <param name="IsGranted">Whether the vote is given.</param>
/// <param name="IsTrial">Whether it was a trial.</param>
internal sealed record Ballot(long Epoch, long VoterEpoch, int Voter, bool IsGranted, bool IsTrial);

/// <summary>The state of a replica up to a position.</summary>
internal sealed record StateImage(
    long Position,
    EpochStart[] History,
    RegisterEntry[] Registers,
    SessionEntry[] Sessions
)
{
    public static StateImage Empty { get; } = new(0, [], [], []);
}

/// <summary>A key's value and the operation that wrote it.</summary>
internal readonly record struct RegisterEntry(string Key, Value Value, int Operation);

/// <summary>The last operation that was applied for a client, and how it ended.</summary>
internal readonly record struct SessionEntry(int Client, long Sequence, bool IsDone);
