namespace Simulation.Campaigns;

/// <summary>Runs trials, one after another, apart from the process that stores their results.</summary>
public interface ITrialRunner : IDisposable
{
    /// <summary>Runs the trials of a lease; one that hangs or crashes is a result, too.</summary>
    /// <param name="trials">Their numbers.</param>
    /// <returns>A result for each, in this order.</returns>
    TrialResult[] Run(IReadOnlyList<int> trials);
}
