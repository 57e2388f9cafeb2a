namespace Simulation.Components.Stores.PrimaryBackup;

/// <summary>An attempt to become primary: first on trial, so that a replica that cannot win disturbs
/// nobody.</summary>
/// <param name="epoch">The epoch stood for.</param>
/// <param name="replicas">How many there are.</param>
/// <param name="self">The candidate's place.</param>
internal sealed class Candidacy(long epoch, int replicas, int self)
{
    private readonly SortedSet<int> _votes = [self];

    public long Epoch => epoch;

    public bool IsTrial { get; private set; } = true;

    public bool IsWon => Succession.IsMajority(_votes.Count, replicas);

    /// <summary>Counts a vote of this round; one of another round, or one denied, changes nothing.</summary>
    public void Count(Ballot ballot)
    {
        if (ballot.IsGranted && ballot.Epoch == epoch && ballot.IsTrial == IsTrial)
        {
            _votes.Add(ballot.Voter);
        }
    }

    /// <summary>The trial is won: now it counts.</summary>
    public void StandInEarnest()
    {
        IsTrial = false;
        _votes.Clear();
        _votes.Add(self);
    }
}
