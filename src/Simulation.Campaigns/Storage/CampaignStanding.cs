namespace Simulation.Campaigns.Storage;

/// <summary>How far a campaign is, for whoever looks on.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The scenario's name.</param>
/// <param name="Trials">How many trials are planned.</param>
/// <param name="Done">How many are recorded.</param>
/// <param name="Failed">How many of these failed.</param>
/// <param name="Unknown">How many of these nobody can tell.</param>
/// <param name="Contradicted">How many gave other bytes when they were run again.</param>
/// <param name="StoredAt">When something was stored of it last.</param>
public sealed record CampaignStanding(
    string Id,
    string Name,
    int Trials,
    int Done,
    int Failed,
    int Unknown,
    int Contradicted,
    DateTimeOffset StoredAt
)
{
    /// <summary>How it stands after more results.</summary>
    internal CampaignStanding With(Recorded recorded, DateTimeOffset storedAt) =>
        this with
        {
            Done = Done + recorded.Results.Length,
            Failed = Failed + recorded.Results.Count(result => result.Verdict == TrialVerdict.Failed),
            Unknown = Unknown + recorded.Results.Count(result => result.Verdict == TrialVerdict.Unknown),
            Contradicted = Contradicted + recorded.Contradicted.Length,
            StoredAt = storedAt,
        };
}
