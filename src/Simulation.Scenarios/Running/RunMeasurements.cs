using Simulation.Checkers.Convergence;
using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Expressions;
using Simulation.Scenarios.Recovery;
using Simulation.Scenarios.Slo;

namespace Simulation.Scenarios.Running;

/// <summary>Answers what expectations ask of a run.</summary>
internal sealed class RunMeasurements(
    RunFacts facts,
    IReadOnlyList<ModelOutcome> models,
    IReadOnlyList<WorkloadOutcome> workloads,
    IReadOnlyList<SloOutcome> slos
) : IMeasurements
{
    /// <inheritdoc/>
    public string? StoppedBecause => null;

    /// <inheritdoc/>
    public Measurement? Measure(
        string metric,
        IReadOnlyList<(string Key, string Value)> filters,
        Window window
    ) =>
        metric switch
        {
            "aborted" => new Measurement.Total(
                Invoked(filters, window).Count(operation => operation.IsAborted)
            ),
            "availability" => Share(Invoked(filters, window), succeeded: true),
            "error_rate" => Share(Invoked(filters, window), succeeded: false),
            "latency" => new Measurement.Samples([.. Succeeded(filters, window).Select(Length)]),
            "operations" => new Measurement.Total(Invoked(filters, window).Count()),
            "throughput" => new Measurement.Total(
                Succeeded(filters, window).Count(operation => !operation.IsAborted)
            ),
            "refused" => Count(filters, window, Outcome.Refused),
            "lost" => Count(filters, window, Outcome.Lost),
            "unavailability" => Unavailability(filters, window),
            "stale_reads" => new Measurement.Total(Stale(filters, window).Count()),
            "staleness" => Staleness(filters, window),
            "lost_writes" => LostWrites(filters, window),
            "divergent_keys" => DivergentKeys(filters),
            "convergence" => ConvergedAfter(LastHeal(window)) is Convergence.After after
                ? new Measurement.Length(after.Delay)
                : null,
            "rolled_back_writes" => Counter("store.rolled-back-writes"),
            "messages_sent" => Counter("network.sent"),
            "messages_dropped" => Counter("network.dropped"),
            "cost" => facts.Cost is { } cost ? new Measurement.Total(cost.Month.Micros) : null,
            "egress" => facts.Cost is { } priced ? new Measurement.Total(priced.Egress.Bytes) : null,
            "budget_used" => BudgetUsed(filters),
            "time_to_alert" => TimeToAlert(filters, window),
            "rpo" => RecoveryPointOf(filters, window),
            "rto" => RecoveryTimeOf(filters, window),
            _ when RecoveryPhases.All.FirstOrDefault(phase => phase.Metric == metric)
                    is { Name: { } phase } => RecoveryPhaseOf(phase, filters, window),
            "elections" => new Measurement.Total(HappeningCount("leader-elected", window)),
            _ => ComponentMeasurement.Of(facts.Series, metric, filters, window),
        };

    /// <inheritdoc/>
    public ModelOutcome? VerdictOf(string workload, string model) =>
        models.FirstOrDefault(outcome => outcome.Workload == workload && outcome.Model == model);

    /// <inheritdoc/>
    public Convergence ConvergedAfter(Window window)
    {
        SimDuration longest = SimDuration.Zero;
        foreach (WorkloadRecord record in facts.Records)
        {
            if (record.Truth.Changes.Count == 0)
            {
                return new Convergence.Unmeasured();
            }

            ConvergenceResult result = ConvergenceTime.Measure(
                record.Truth,
                window.Start,
                record.LiveReplicas
            );
            if (result.Longest is not { } time)
            {
                return new Convergence.Never();
            }

            longest = time > longest ? time : longest;
        }

        return new Convergence.After(longest);
    }

    /// <inheritdoc/>
    public SimTime? FirstFired(string alert, Window window) =>
        slos.SelectMany(slo => slo.Alerts)
            .Where(one => one.Name == alert)
            .SelectMany(one => one.Spans)
            .Where(span => span.Fired >= window.Start && span.Fired < window.End)
            .Min(span => (SimTime?)span.Fired);

    /// <inheritdoc/>
    public int HappeningCount(string name, Window window) =>
        facts.Happenings.Count(happening =>
            happening.Name == name && happening.Time >= window.Start && happening.Time < window.End
        );

    /// <summary>
    /// An example that shows why an expectation failed, and when to look; null when there is none.
    /// </summary>
    public Telling? TellingExample(Expectation expectation, Window window) =>
        expectation switch
        {
            Expectation.IsModel claim => Tell(LastCompletion(claim.Workload, claim.Model)),
            Expectation.Satisfies claim => Tell(
                claim
                    .Models.Select(model => LastCompletion(claim.Workload, model))
                    .FirstOrDefault(time => time is not null)
            ),
            Expectation.Compare { Metric.Metric: "lost_writes" } => workloads
                .SelectMany(workload => workload.LostWrites)
                .Where(write => write.Invoked >= window.Start && write.Invoked < window.End)
                .Select(Tell)
                .FirstOrDefault(),
            Expectation.Compare { Metric.Metric: "stale_reads" or "staleness" } => Stale([], window)
                .OrderByDescending(stale => stale.Age.Nanoseconds)
                .Select(Tell)
                .FirstOrDefault(),
            _ => null,
        };

    private static Telling? Tell(SimTime? at) => at is null ? null : new Telling("", at);

    private static Telling Tell(Operation write) =>
        new(
            $"For one, client {write.Process} was told at {write.Completed} that {write.Key} = {Written(write)}, "
                + "and no replica shows that or anything that followed from it.",
            write.Completed
        );

    private static Telling Tell((Operation Read, SimDuration Age) stale) =>
        new(
            $"For one, client {stale.Read.Process} read {stale.Read.Key} = {stale.Read.Result} at "
                + $"{stale.Read.Completed}, {stale.Age} after a newer value had been acknowledged.",
            stale.Read.Completed
        );

    private static Value Written(Operation write) =>
        write.Argument.AsList is { Count: 2 } cas ? cas[1] : write.Argument;

    private SimTime? LastCompletion(string workload, string model) =>
        VerdictOf(workload, model)?.Operations.Select(operation => operation.Completed).Max();

    private IEnumerable<Operation> Invoked(
        IReadOnlyList<(string Key, string Value)> filters,
        Window window
    ) =>
        facts
            .Records.Where(record => Allows(filters, "workload", record.History.Name))
            .SelectMany(record =>
                record.History.Operations.Where(operation =>
                    operation.Invoked >= window.Start
                    && operation.Invoked < window.End
                    && Allows(filters, "op", operation.Function)
                    && Allows(filters, "region", record.RegionOfProcess[operation.Process])
                )
            );

    /// <summary>Null where no workload asks something that is derived from something else.</summary>
    private Measurement.Total? DivergentKeys(IReadOnlyList<(string Key, string Value)> filters)
    {
        List<int> counts =
        [
            .. workloads
                .Where(workload => Allows(filters, "workload", workload.Name))
                .Select(workload => workload.DivergentKeys?.Count)
                .OfType<int>(),
        ];
        return counts.Count == 0 ? null : new Measurement.Total(counts.Sum());
    }

    private IEnumerable<Operation> Succeeded(
        IReadOnlyList<(string Key, string Value)> filters,
        Window window
    ) => Invoked(filters, window).Where(operation => operation.IsAnswered);

    private Measurement.Total Count(
        IReadOnlyList<(string Key, string Value)> filters,
        Window window,
        Outcome outcome
    ) =>
        new(
            Invoked(filters, window).Count(operation => operation.Outcome == outcome && !operation.IsAnswered)
        );

    private static Measurement.Share Share(IEnumerable<Operation> operations, bool succeeded)
    {
        long part = 0;
        long whole = 0;
        foreach (Operation operation in operations)
        {
            whole++;
            part += operation.IsAnswered == succeeded ? 1 : 0;
        }

        return new Measurement.Share(part, whole);
    }

    private static long Length(Operation operation) =>
        (operation.Completed!.Value - operation.Invoked).Nanoseconds;

    /// <summary>The longest stretch of the window in which no operation succeeded.</summary>
    private Measurement.Length? Unavailability(
        IReadOnlyList<(string Key, string Value)> filters,
        Window window
    )
    {
        if (!Invoked(filters, window).Any())
        {
            return null;
        }

        SimTime last = window.Start;
        SimDuration longest = SimDuration.Zero;
        foreach (
            SimTime success in Succeeded(filters, window)
                .Select(operation => operation.Completed!.Value)
                .Order()
        )
        {
            SimTime inside = success < window.End ? success : window.End;
            longest = inside - last > longest ? inside - last : longest;
            last = inside;
        }

        return new Measurement.Length(window.End - last > longest ? window.End - last : longest);
    }

    private IEnumerable<(Operation Read, SimDuration Age)> Stale(
        IReadOnlyList<(string Key, string Value)> filters,
        Window window
    )
    {
        var asked = Invoked(filters, window).ToHashSet(ReferenceEqualityComparer.Instance);
        return workloads
            .SelectMany(workload => workload.StaleReads)
            .Where(stale => asked.Contains(stale.Read));
    }

    /// <summary>The age of every answered read in the window: nothing for a fresh one.</summary>
    private Measurement.Samples Staleness(IReadOnlyList<(string Key, string Value)> filters, Window window)
    {
        List<(Operation Read, SimDuration Age)> stale = [.. Stale(filters, window)];
        int reads = Succeeded(filters, window).Count(operation => operation.Function == Functions.Read);
        return new Measurement.Samples([
            .. stale.Select(read => read.Age.Nanoseconds),
            .. Enumerable.Repeat(0L, reads - stale.Count),
        ]);
    }

    private Measurement.Total? LostWrites(IReadOnlyList<(string Key, string Value)> filters, Window window)
    {
        List<WorkloadOutcome> asked =
        [
            .. workloads.Where(workload => Allows(filters, "workload", workload.Name)),
        ];
        int acknowledged = asked.Sum(workload => workload.AcknowledgedWrites);
        long lost = asked
            .SelectMany(workload => workload.LostWrites)
            .Count(write => write.Invoked >= window.Start && write.Invoked < window.End);
        return acknowledged == 0 ? null : new Measurement.Total(lost);
    }

    /// <summary>Of several promises that of which most is used.</summary>
    private Measurement.Share? BudgetUsed(IReadOnlyList<(string Key, string Value)> filters) =>
        slos.Where(slo => Allows(filters, "slo", slo.Name)).MaxBy(slo => slo.BudgetUsed.Millionths)
            is { } worst
            ? new Measurement.Share(worst.BudgetUsed.Millionths, 1_000_000)
            : null;

    /// <summary>From the first fault until one of the alerts first fired.</summary>
    private Measurement? TimeToAlert(IReadOnlyList<(string Key, string Value)> filters, Window window)
    {
        if (facts.Faults.Count == 0)
        {
            return null;
        }

        SimTime struck = facts.Faults.Min(fault => fault.Start);
        SimTime? fired = slos.SelectMany(slo => slo.Alerts)
            .Where(alert => Allows(filters, "alert", alert.Name))
            .Min(alert => FirstFired(alert.Name, window with { Start = struck }));
        return fired is { } at ? new Measurement.Length(at - struck) : new Measurement.Endless();
    }

    private Measurement.Length? RecoveryPointOf(
        IReadOnlyList<(string Key, string Value)> filters,
        Window window
    ) =>
        Recoveries(filters, window).Max(recovery => recovery.Point) is { } longest
            ? new Measurement.Length(longest)
            : null;

    private Measurement? RecoveryTimeOf(IReadOnlyList<(string Key, string Value)> filters, Window window)
    {
        IReadOnlyList<RecoveryOutcome> recoveries = Recoveries(filters, window);
        return recoveries.Any(recovery => recovery.Time is null) ? new Measurement.Endless()
            : recoveries.Max(recovery => recovery.Time) is { } longest ? new Measurement.Length(longest)
            : null;
    }

    private Measurement.Length? RecoveryPhaseOf(
        string name,
        IReadOnlyList<(string Key, string Value)> filters,
        Window window
    ) =>
        Recoveries(filters, window)
            .SelectMany(recovery => recovery.Phases)
            .Where(phase => phase.Name == name)
            .Max(phase => (SimDuration?)phase.Length)
            is { } longest
            ? new Measurement.Length(longest)
            : null;

    private IReadOnlyList<RecoveryOutcome> Recoveries(
        IReadOnlyList<(string Key, string Value)> filters,
        Window window
    ) =>
        [
            .. RecoveryMeasurer
                .Measure(facts, workloads, window.Start)
                .Where(recovery => Allows(filters, "workload", recovery.Workload)),
        ];

    private Window LastHeal(Window window)
    {
        SimTime heal = facts.Faults.Select(fault => fault.End ?? window.End).DefaultIfEmpty(window.End).Max();
        return window with { Start = heal };
    }

    private Measurement.Total? Counter(string name) =>
        facts.Metrics.FirstOrDefault(metric => metric.Name == name) is { } metric
            ? new Measurement.Total((long)metric.Value)
            : null;

    private static bool Allows(IReadOnlyList<(string Key, string Value)> filters, string key, string value) =>
        filters.All(filter => filter.Key != key || filter.Value == value);
}

/// <summary>An example of what went wrong.</summary>
/// <param name="Words">A sentence about it; empty when the verdict has said it already.</param>
/// <param name="At">The instant to look at; null when there is none.</param>
internal sealed record Telling(string Words, SimTime? At);
