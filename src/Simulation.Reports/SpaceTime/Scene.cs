using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.SpaceTime;

/// <summary>A stretch of a run that is worth a look at every message.</summary>
/// <param name="Title">What happens there, in a few words.</param>
/// <param name="Reason">Why it is shown, in a sentence.</param>
/// <param name="Workload">Whose operations it is about; empty when about nobody's.</param>
/// <param name="Operations">What it is about, in the order of asking; empty for what a fault begins.</param>
/// <param name="Centre">The instant of most interest, where it is about no operations.</param>
/// <param name="Start">The first instant of interest.</param>
/// <param name="End">The last.</param>
public sealed record Scene(
    string Title,
    string Reason,
    string Workload,
    IReadOnlyList<Operation> Operations,
    SimTime Centre,
    SimTime Start,
    SimTime End
)
{
    private const int PerRunMax = 2;

    private static readonly SimDuration MarginMax = 200.Milliseconds;
    private static readonly SimDuration BeforeFault = 500.Milliseconds;
    private static readonly SimDuration AfterFault = 4.Seconds;

    /// <summary>
    /// The scenes of a run: the operations that show an anomaly, for the first anomalies; where there is none,
    /// the beginning of the first fault.
    /// </summary>
    public static IReadOnlyList<Scene> Of(RunResult run)
    {
        List<Scene> anomalies =
        [
            .. run
                .Models.Where(outcome =>
                    outcome.Judgement == Judgement.Failed && outcome.Operations.Count > 0
                )
                .DistinctBy(outcome => (outcome.Workload, outcome.Anomaly))
                .Take(PerRunMax)
                .Select(outcome => Around(outcome, SimTime.Zero + run.Duration)),
        ];
        FaultOutcome? first = run.Faults.MinBy(fault => fault.Start);
        return anomalies.Count > 0 || first is null ? anomalies : [Around(first)];
    }

    private static Scene Around(ModelOutcome outcome, SimTime runEnd)
    {
        List<Operation> operations =
        [
            .. outcome
                .Operations.DistinctBy(operation => operation.Index)
                .OrderBy(operation => operation.InvokedOrder),
        ];
        SimTime start = operations[0].Invoked;
        SimTime end = operations.Max(operation => operation.Completed ?? operation.Invoked);
        long margin = Math.Min((end - start).Nanoseconds / 8, MarginMax.Nanoseconds);
        return new Scene(
            $"{outcome.Anomaly}, {outcome.Workload}",
            outcome.Because,
            outcome.Workload,
            operations,
            start,
            new SimTime(Math.Max(start.Nanoseconds - margin, 0)),
            new SimTime(Math.Min(end.Nanoseconds + margin, runEnd.Nanoseconds))
        );
    }

    private static Scene Around(FaultOutcome fault) =>
        new(
            $"{fault.Id} begins",
            $"{fault.Kind} {fault.Target}".TrimEnd() + $" at {fault.Start}: {fault.Effect}",
            "",
            [],
            fault.Start,
            new SimTime(Math.Max(fault.Start.Nanoseconds - BeforeFault.Nanoseconds, 0)),
            fault.Start + AfterFault
        );
}
