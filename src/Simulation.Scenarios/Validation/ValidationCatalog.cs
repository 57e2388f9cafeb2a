namespace Simulation.Scenarios.Validation;

/// <summary>All settings whose outcome is known, in the order in which they are listed.</summary>
public static class ValidationCatalog
{
    /// <summary>The rows.</summary>
    public static IReadOnlyList<ValidationRow> All { get; } =
    [
        SplitVotes.Row,
        WideAreaElections.Row,
        HitRatios.Row,
        HashedLoads.Row,
        QueueTheory.Row,
        LittlesLaw.Row,
        TwoChoices.Row,
        HedgedCalls.Row,
        FanOutTail.Row,
        CoordinatedOmission.Row,
        QuorumUptime.Row,
        FailoverLosses.Row,
        BlockedParticipants.Row,
        StalenessInTime.Row,
        StalenessInVersions.Row,
    ];

    /// <summary>The row of an id, in any case; null when there is none.</summary>
    public static ValidationRow? Find(string id) =>
        All.FirstOrDefault(row => string.Equals(row.Id, id, StringComparison.OrdinalIgnoreCase));
}
