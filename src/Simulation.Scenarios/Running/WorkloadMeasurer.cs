using Simulation.Checkers;
using Simulation.Checkers.Convergence;
using Simulation.Checkers.Durability;
using Simulation.Checkers.Staleness;
using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Running;

/// <summary>Turns what the clients of a workload saw into the numbers of a report.</summary>
internal static class WorkloadMeasurer
{
    private const string WholeRun = "whole run";

    /// <summary>Measures a finished run.</summary>
    /// <param name="run">What the run left behind.</param>
    /// <param name="models">The verdicts on this workload's history.</param>
    /// <param name="faults">The faults of the run.</param>
    public static WorkloadOutcome Measure(
        WorkloadRecord run,
        IReadOnlyList<ModelOutcome> models,
        IReadOnlyList<FaultOutcome> faults
    )
    {
        StaleReadsResult stale = StaleReads.Find(run.History);
        bool[] isStale = new bool[run.History.Operations.Count];
        foreach (StaleRead read in stale.Stale)
        {
            isStale[read.Read.Index] = true;
        }

        SimDuration? converged = Converged(run, faults);
        LostWritesResult writes = LostWrites.Find(run.History, run.Truth, run.LiveReplicas);
        return new WorkloadOutcome
        {
            Name = run.History.Name,
            History = run.History,
            RegionOfProcess = run.RegionOfProcess,
            Windows = Windows(run, faults, isStale),
            Seconds = Seconds(run),
            AcknowledgedWrites = writes.Acknowledged,
            LostWrites = writes.Lost,
            StaleReads = [.. stale.Stale.Select(read => (read.Read, read.Age))],
            ConvergedAfter = converged,
            Observed = Observed(models, converged),
            Anomalies = Anomalies(models),
            WhiteBox = WhiteBoxMeasurer.Measure(run, models),
            DivergentKeys = run.Origin is { } origin
                ? DivergentKeys.Find(run.History, origin, run.Truth, run.LiveReplicas)
                : null,
            Aborted = run.History.Operations.Count(operation =>
                operation.IsAborted && operation.Invoked >= run.Start
            ),
        };
    }

    /// <summary>How long after the last heal (or the end of the load) all replicas agreed.</summary>
    private static SimDuration? Converged(WorkloadRecord run, IReadOnlyList<FaultOutcome> faults)
    {
        SimTime lastHeal = faults.Select(fault => fault.End ?? run.End).DefaultIfEmpty(run.End).Max();
        return ConvergenceTime
            .Measure(run.Truth, lastHeal < run.End ? lastHeal : run.End, run.LiveReplicas)
            .Longest;
    }

    /// <summary>
    /// The strongest of the models asked that hold; all that are strongest where none implies the others.
    /// </summary>
    private static string Observed(IReadOnlyList<ModelOutcome> models, SimDuration? converged)
    {
        IReadOnlyList<ConsistencyModel> strongest = ConsistencyModels.Strongest(
            Judged(models, Judgement.Held)
        );
        if (strongest.Count > 0)
        {
            // To agree in the end is what hardly any history contradicts: it is told where nothing more holds.
            IReadOnlyList<ConsistencyModel> telling =
            [
                .. strongest.Where(model => model.Name is not ("eventual" or "strong-eventual")),
            ];
            strongest = telling.Count > 0 ? telling : strongest;
            string held = string.Join(" + ", strongest.Select(model => model.Name));
            bool isAtLeast = Judged(models, Judgement.Unknown)
                .Any(unknown => strongest.Any(model => ConsistencyModels.Implies(unknown, model)));
            return isAtLeast ? "at least " + held : held;
        }

        if (models.Count == 0 || models.Any(outcome => outcome.Judgement == Judgement.Unknown))
        {
            return "unknown";
        }

        return converged is null ? "diverged" : "eventual";
    }

    private static List<ConsistencyModel> Judged(IReadOnlyList<ModelOutcome> models, Judgement judgement) =>
        [
            .. models
                .Where(outcome => outcome.Judgement == judgement)
                .Select(outcome => ConsistencyModels.Find(outcome.Model)!),
        ];

    private static IReadOnlyList<string> Anomalies(IReadOnlyList<ModelOutcome> models)
    {
        List<ConsistencyModel> violated = Judged(models, Judgement.Failed);
        IEnumerable<string> weakest = violated
            .Where(model => !violated.Any(other => other != model && ConsistencyModels.Implies(model, other)))
            .Select(model => model.Name);
        return
        [
            .. models
                .Where(outcome => weakest.Contains(outcome.Model))
                .Select(outcome => outcome.Anomaly)
                .Distinct(),
        ];
    }

    private static List<WindowOutcome> Windows(
        WorkloadRecord run,
        IReadOnlyList<FaultOutcome> faults,
        bool[] isStale
    )
    {
        List<WindowOutcome> windows = [Window(run, WholeRun, run.Start, run.End, isStale)];
        foreach (FaultOutcome fault in faults)
        {
            windows.Add(Window(run, fault.Id, fault.Start, fault.End ?? run.End, isStale));
        }

        return windows;
    }

    private static WindowOutcome Window(
        WorkloadRecord run,
        string name,
        SimTime start,
        SimTime end,
        bool[] isStale
    )
    {
        List<Operation> inside =
        [
            .. run.History.Operations.Where(operation =>
                operation.Invoked >= start && operation.Invoked < end
            ),
        ];
        Tally tally = Tally.Of(inside, run);
        return new WindowOutcome(
            name,
            start,
            end,
            tally.Succeeded,
            tally.Refused,
            tally.Lost,
            tally.Percentile(50),
            tally.Percentile(99),
            inside.Count(IsAnsweredRead),
            inside.Count(operation => IsAnsweredRead(operation) && isStale[operation.Index]),
            tally.Regions
        );
    }

    private static bool IsAnsweredRead(Operation operation) =>
        operation is { Function: Functions.Read, Outcome: Outcome.Succeeded };

    private static List<SecondOutcome> Seconds(WorkloadRecord run)
    {
        int count = (int)((run.End - SimTime.Zero).Nanoseconds / 1.Seconds.Nanoseconds);
        List<Operation>[] bySecond = [.. Enumerable.Range(0, count).Select(_ => new List<Operation>())];
        foreach (Operation operation in run.History.Operations)
        {
            int second = (int)(operation.Invoked.Nanoseconds / 1.Seconds.Nanoseconds);
            if (second < count)
            {
                bySecond[second].Add(operation);
            }
        }

        return [.. bySecond.Select((inside, second) => Second(second, Tally.Of(inside, run)))];
    }

    private static SecondOutcome Second(int second, Tally tally) =>
        new(
            second,
            tally.Succeeded,
            tally.Refused,
            tally.Lost,
            tally.Percentile(50),
            tally.Percentile(99),
            tally.Regions
        );

    /// <summary>Counts of a handful of operations.</summary>
    private sealed record Tally(
        int Succeeded,
        int Refused,
        int Lost,
        long[] Lengths,
        IReadOnlyList<RegionAvailability> Regions
    )
    {
        public static Tally Of(List<Operation> operations, WorkloadRecord run)
        {
            int[] invoked = new int[run.Regions.Count];
            int[] succeeded = new int[run.Regions.Count];
            var lengths = new List<long>(operations.Count);
            foreach (Operation operation in operations)
            {
                int region = run.RegionIndexOf(operation.Process);
                invoked[region]++;
                if (operation is { IsAnswered: true, Completed: { } completed })
                {
                    succeeded[region]++;
                    lengths.Add((completed - operation.Invoked).Nanoseconds);
                }
            }

            lengths.Sort();
            int refused = operations.Count(operation =>
                operation is { Outcome: Outcome.Refused, IsAnswered: false }
            );
            return new Tally(
                lengths.Count,
                refused,
                operations.Count - lengths.Count - refused,
                [.. lengths],
                [
                    .. run.Regions.Select(
                        (name, index) => new RegionAvailability(name, succeeded[index], invoked[index])
                    ),
                ]
            );
        }

        /// <summary>By nearest rank; null without any.</summary>
        public SimDuration? Percentile(int percent)
        {
            if (Lengths.Length == 0)
            {
                return null;
            }

            int rank = (Lengths.Length * percent + 99) / 100;
            return new SimDuration(Lengths[rank - 1]);
        }
    }
}
