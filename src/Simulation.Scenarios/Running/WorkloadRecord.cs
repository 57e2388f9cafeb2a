using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Running;

/// <summary>What a finished run left behind of one workload.</summary>
internal sealed class WorkloadRecord
{
    private readonly int[] _regionIndexOfProcess;

    /// <summary>Takes over what was recorded.</summary>
    /// <param name="history">What clients saw.</param>
    /// <param name="regionOfProcess">The region of each process, by its number.</param>
    public WorkloadRecord(History history, IReadOnlyList<string> regionOfProcess)
    {
        History = history;
        RegionOfProcess = regionOfProcess;
        List<string> regions = [.. regionOfProcess.Distinct()];
        Regions = regions;
        _regionIndexOfProcess = [.. regionOfProcess.Select(region => regions.IndexOf(region))];
    }

    /// <summary>What clients saw.</summary>
    public History History { get; }

    /// <summary>The region of each process, by its number.</summary>
    public IReadOnlyList<string> RegionOfProcess { get; }

    /// <summary>The regions that ask, in the order of their first clients.</summary>
    public IReadOnlyList<string> Regions { get; }

    /// <summary>What the replicas of its target really held.</summary>
    public required GroundTruth Truth { get; init; }

    /// <summary>What the replicas really held of what the target's data is derived from; null where it is
    /// not.</summary>
    public GroundTruth? Origin { get; init; }

    /// <summary>The replicas that were up when the run ended, by node number.</summary>
    public required IReadOnlyList<int> LiveReplicas { get; init; }

    /// <summary>The end of the warm-up.</summary>
    public required SimTime Start { get; init; }

    /// <summary>The end of the load.</summary>
    public required SimTime End { get; init; }

    /// <summary>The place in <see cref="Regions"/> of a process's region.</summary>
    public int RegionIndexOf(int process) => _regionIndexOfProcess[process];
}
