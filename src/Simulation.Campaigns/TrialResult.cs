namespace Simulation.Campaigns;

/// <summary>What came of a trial.</summary>
public enum TrialVerdict
{
    /// <summary>Every expectation held.</summary>
    Held,

    /// <summary>An expectation failed.</summary>
    Failed,

    /// <summary>Nobody can tell: no samples, out of budget, or the trial hung or crashed.</summary>
    Unknown,
}

/// <summary>The result of one trial: a pure function of scenario, cell, seed and engine.</summary>
/// <param name="Trial">Its number in the campaign, from 0.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="RunId">The run's id, to replay it; empty where there was none.</param>
/// <param name="Fingerprint">The hash of everything observable; empty where the trial did not end.</param>
/// <param name="Signature">What makes two failures the same; empty where nothing failed.</param>
/// <param name="Because">A sentence about the failure; empty where nothing failed.</param>
/// <param name="Events">How many events it took: what it costs to look at it.</param>
public sealed record TrialResult(
    int Trial,
    TrialVerdict Verdict,
    string RunId,
    string Fingerprint,
    string Signature,
    string Because,
    long Events
);
