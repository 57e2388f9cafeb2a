namespace Simulation.Campaigns;

/// <summary>Runs trials, one at a time, apart from the process that stores their results.</summary>
public interface ITrialRunner : IDisposable
{
    /// <summary>Runs a trial; one that hangs or crashes is a result, too.</summary>
    /// <param name="trial">Its number.</param>
    TrialResult Run(int trial);
}
