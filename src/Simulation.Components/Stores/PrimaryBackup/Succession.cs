namespace Simulation.Components.Stores.PrimaryBackup;

/// <summary>What a replica must not forget of elections: the highest epoch it knows, and its vote
/// there.</summary>
/// <param name="Epoch">Counted from 1; the first epoch belongs to the first replica without an
/// election.</param>
/// <param name="VotedFor">The place of the candidate that has its vote, or -1.</param>
internal sealed record Vote(long Epoch, int VotedFor);

/// <summary>Who may become primary: the rules that a voter keeps.</summary>
/// <remarks>
/// A candidate needs a majority, and no voter elects one whose log is behind its own: so what is on a
/// majority of disks is never lost. Source: Oki and Liskov, "Viewstamped Replication", PODC 1988, section 4;
/// the rule on logs and the trial round are those of Ongaro and Ousterhout, "In Search of an Understandable
/// Consensus Algorithm", 2014, section 5.4.1, and Ongaro's thesis, section 9.6.
/// </remarks>
internal static class Succession
{
    /// <summary>Whether a candidate gets a replica's vote, or on trial would get it.</summary>
    /// <param name="canvass">What the candidate says.</param>
    /// <param name="own">The voter's epoch and vote.</param>
    /// <param name="ownLastEpoch">The epoch of the last record of the voter's log.</param>
    /// <param name="ownEnd">Where the voter's log ends.</param>
    /// <param name="hasPrimary">Whether the voter is the primary, or has heard of it lately.</param>
    public static bool Grants(Canvass canvass, Vote own, long ownLastEpoch, long ownEnd, bool hasPrimary)
    {
        bool isUpToDate =
            canvass.LastEpoch != ownLastEpoch ? canvass.LastEpoch > ownLastEpoch : canvass.End >= ownEnd;
        bool isFree =
            canvass.Epoch > own.Epoch
            || (canvass.Epoch == own.Epoch && (own.VotedFor == -1 || own.VotedFor == canvass.Candidate));
        return !hasPrimary && isUpToDate && isFree;
    }

    /// <summary>Whether so many votes elect.</summary>
    public static bool IsMajority(int votes, int replicas) => votes > replicas / 2;
}
