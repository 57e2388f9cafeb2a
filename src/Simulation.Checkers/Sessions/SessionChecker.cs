using Simulation.Checkers.Linearizability;
using Simulation.Checkers.Sequential;
using Simulation.Checkers.Specifications;
using Simulation.Histories;

namespace Simulation.Checkers.Sessions;

/// <summary>
/// Judges what each client sees from its own session: the four session guarantees, PRAM and the causal
/// models, on registers.
/// </summary>
internal static class SessionChecker
{
    private const int WaysMax = 256;

    private static readonly Guarantee[] Session =
    [
        Guarantee.ReadYourWrites,
        Guarantee.MonotonicReads,
        Guarantee.MonotonicWrites,
        Guarantee.WritesFollowReads,
    ];

    /// <summary>One verdict for each model asked.</summary>
    public static IReadOnlyList<Verdict> Check(Inquiry inquiry)
    {
        if (LogsOf(inquiry, out string? reason) is not { } logs)
        {
            return [.. inquiry.Models.Select(_ => new Verdict.Undecided(reason!))];
        }

        if (logs.ThinAir is { } thinAir)
        {
            Verdict verdict = SessionEvidence.OfThinAir(thinAir, inquiry.History.HasTimes);
            return [.. inquiry.Models.Select(_ => verdict)];
        }

        if (IsPlainlyAtomic(inquiry, logs) || IsPlainlySequential(logs))
        {
            return [.. inquiry.Models.Select(_ => new Verdict.Holds())];
        }

        SortedDictionary<Guarantee, Verdict> known = [];
        return
        [
            .. inquiry.Models.Select(model =>
                Of(model)
                    .Select(guarantee => Decide(inquiry, logs, guarantee, known))
                    .Aggregate(
                        (one, other) => one is Verdict.Violated || other is Verdict.Holds ? one : other
                    )
            ),
        ];
    }

    /// <summary>
    /// Whether the history is linearizable, as far as that is cheaper to tell: every model here is weaker. Where
    /// values repeat, it also spares the choice of what each read read, and may cost a search.
    /// </summary>
    public static bool IsPlainlyAtomic(Inquiry inquiry, SessionLogs logs) =>
        LinearizabilityChecker.Check(
            inquiry.History,
            (inquiry.Options.Specification ?? SpecificationCatalog.For(inquiry.History))!,
            FailedCas.DidNotHappen,
            logs.Ways > 1 ? inquiry.Options.ConfigurationsMax : 1
        ) is Verdict.Holds;

    /// <summary>Whether one likely order explains it: it keeps every guarantee for sessions.</summary>
    private static bool IsPlainlySequential(SessionLogs logs) =>
        logs.Ways == 1 && LikelyOrder.Explains(logs.All().First(), null);

    /// <summary>
    /// The reads and writes of a history; null, with the reason, when it is no history of registers.
    /// </summary>
    public static SessionLogs? LogsOf(Inquiry inquiry, out string? reason)
    {
        Specification? specification =
            inquiry.Options.Specification ?? SpecificationCatalog.For(inquiry.History);
        SessionLogs? logs = specification is null
            ? null
            : SessionLogs.Of(inquiry.History.Operations, specification);
        reason = logs is null ? "the history has other operations than reads and writes of registers" : null;
        return logs;
    }

    private static Guarantee[] Of(string model) =>
        model switch
        {
            "read-your-writes" => [Guarantee.ReadYourWrites],
            "monotonic-reads" => [Guarantee.MonotonicReads],
            "monotonic-writes" => [Guarantee.MonotonicWrites],
            "writes-follow-reads" => [Guarantee.WritesFollowReads],
            "session" => Session,
            "pram" => [Guarantee.Pram],
            "causal" => [Guarantee.CausalMemory],
            "causal-convergence" => [Guarantee.CausalConvergence],
            _ => throw new Kernel.InvariantViolation($"the session checker does not judge {model}"),
        };

    private static Verdict Decide(
        Inquiry inquiry,
        SessionLogs logs,
        Guarantee guarantee,
        SortedDictionary<Guarantee, Verdict> known
    )
    {
        if (!known.TryGetValue(guarantee, out Verdict? verdict))
        {
            verdict = Decide(inquiry, logs, guarantee);
            known.Add(guarantee, verdict);
        }

        return verdict;
    }

    private static Verdict Decide(Inquiry inquiry, SessionLogs logs, Guarantee guarantee)
    {
        SessionDecision decision = default;
        SessionLog? broken = null;
        int tried = 0;
        foreach (SessionLog log in logs.All().Take(WaysMax))
        {
            tried++;
            decision = SessionDecision.Of(log, guarantee);
            if (decision.Holds)
            {
                return new Verdict.Holds();
            }

            broken = log;
        }

        if (tried < logs.Ways)
        {
            return new Verdict.Undecided(
                $"values repeat, so that reads can be explained in {logs.Ways} ways or more; "
                    + $"the {WaysMax} likeliest break the model"
            );
        }

        Accusation accusation = Accusation.Of(guarantee);
        return SessionEvidence.Explain(inquiry, accusation, broken!, decision, isOnlyWay: tried == 1);
    }
}
