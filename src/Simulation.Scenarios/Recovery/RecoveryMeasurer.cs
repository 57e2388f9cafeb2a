using Simulation.Kernel.Time;
using Simulation.Scenarios.Running;

namespace Simulation.Scenarios.Recovery;

/// <summary>Measures what the first disaster in a part of a run cost.</summary>
internal static class RecoveryMeasurer
{
    /// <summary>One outcome for each workload; none where nothing struck.</summary>
    /// <param name="facts">What the run left behind.</param>
    /// <param name="workloads">What its clients saw.</param>
    /// <param name="since">The first fault from here on is the disaster.</param>
    public static IReadOnlyList<RecoveryOutcome> Measure(
        RunFacts facts,
        IReadOnlyList<WorkloadOutcome> workloads,
        SimTime since
    )
    {
        FaultOutcome? disaster = facts
            .Faults.Where(fault => fault.Start >= since)
            .MinBy(fault => fault.Start);
        return disaster is null
            ? []
            :
            [
                .. workloads.Zip(
                    facts.Records,
                    (workload, record) => Measure(facts.Happenings, workload, record, disaster)
                ),
            ];
    }

    private static RecoveryOutcome Measure(
        IReadOnlyList<Kernel.Nodes.Happening> happenings,
        WorkloadOutcome workload,
        WorkloadRecord record,
        FaultOutcome disaster
    )
    {
        SimTime struck = disaster.Start;
        SimTime? restored = RecoveryTime.Restored(record.History.Operations, struck, record.End);
        return new RecoveryOutcome
        {
            Workload = workload.Name,
            Fault = disaster.Id,
            Struck = struck,
            LostWrites = workload.LostWrites.Count,
            Point = workload.AcknowledgedWrites == 0 ? null : RecoveryPoint.Of(workload.LostWrites, struck),
            Time = restored is { } time ? time - struck : null,
            Phases = restored is { } known ? RecoveryPhases.Of(happenings, struck, known) : [],
        };
    }
}
