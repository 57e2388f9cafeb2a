using Simulation.Checkers.Causal;
using Simulation.Checkers.Sessions;

namespace Simulation.Checkers.Sequential;

/// <summary>
/// Judges the models that ask for one order of everything on registers: sequential consistency, and
/// consistent prefix, in which each client reads ever longer prefixes of one log of all writes that keeps
/// each client's writes in order, without having to find its own latest.
/// </summary>
/// <remarks>
/// Sources: Lamport, IEEE ToC 1979; Terry, "Replicated data consistency explained through baseball", CACM
/// 2013. Prefixes that do not shrink are part of our consistent prefix: without that it would ask nothing of
/// reads of single keys.
/// </remarks>
internal static class SequentialChecker
{
    private const int WaysMax = 256;
    private const long TrialMax = 20_000;

    /// <summary>One verdict for each model asked.</summary>
    public static IReadOnlyList<Verdict> Check(Inquiry inquiry)
    {
        if (SessionChecker.LogsOf(inquiry, out string? whyNot) is not { } logs)
        {
            return [.. inquiry.Models.Select(_ => new Verdict.Undecided(whyNot!))];
        }

        return SessionChecker.IsPlainlyAtomic(inquiry, logs)
            ? [.. inquiry.Models.Select(_ => new Verdict.Holds())]
            : [.. inquiry.Models.Select(model => Decide(inquiry, logs, model))];
    }

    private static Verdict Decide(Inquiry inquiry, SessionLogs logs, string model)
    {
        if (logs.ThinAir is { } thinAir)
        {
            return SessionEvidence.OfThinAir(thinAir, inquiry.History.HasTimes);
        }

        bool isPrefix = model == "consistent-prefix";
        long budget = inquiry.Options.ConfigurationsMax;
        SessionDecision decision = default;
        SessionLog? broken = null;
        int tried = 0;
        foreach (SessionLog log in logs.All().Take(WaysMax))
        {
            tried++;
            if (Search(View(log), ref budget, out string? reason) is not { } found)
            {
                return new Verdict.Undecided(reason!);
            }

            if (found.Holds)
            {
                return new Verdict.Holds();
            }

            (decision, broken) = (found, log);
        }

        if (tried < logs.Ways)
        {
            return new Verdict.Undecided(
                $"values repeat, so that reads can be explained in {logs.Ways} ways or more; "
                    + $"the {WaysMax} likeliest break the model"
            );
        }

        var accusation = new Accusation(
            isPrefix ? "no-common-log" : "no-sequential-order",
            isPrefix
                ? "no one log of all writes explains what clients read as its growing prefixes"
                : "no one order that keeps each client's own explains all reads",
            Guarantee.CausalMemory,
            log => Try(View(log)),
            View
        );
        return SessionEvidence.Explain(inquiry, accusation, broken!, decision, isOnlyWay: tried == 1);

        SessionLog View(SessionLog log) => isPrefix ? log.WithWritersApart() : log;
    }

    private static SessionDecision Try(SessionLog log)
    {
        long budget = TrialMax;
        return Search(log, ref budget, out _) ?? new SessionDecision(null, -1);
    }

    /// <summary>Cheap necessary checks first; null when the budget ran out.</summary>
    private static SessionDecision? Search(SessionLog log, ref long budget, out string? reason)
    {
        reason = null;
        if (LikelyOrder.Explains(log, null))
        {
            return new SessionDecision(null, -1);
        }

        List<int>?[]? extra = CausalConvergence.Order(log, out List<int>? conflict);
        return extra is null ? new SessionDecision(conflict, -1)
            : LikelyOrder.Explains(log, extra) ? new SessionDecision(null, -1)
            : SequentialOrder.Find(log, ref budget, out reason);
    }
}
