using Simulation.Histories;

namespace Simulation.Checkers.Convergence;

/// <summary>
/// Judges, as far as clients can, whether replicas agree in the end: of each key, the last reads of all
/// clients that began after its last update was over must return the same. A history that ends before
/// replicas had time to agree is not fit to be judged so, and one without such reads is undecided.
/// </summary>
/// <remarks>
/// Sources: Vogels, CACM 2009 (eventual); Shapiro et al., SSS 2011 (strong eventual, which only the lab can
/// confirm: clients do not know which updates a replica had).
/// </remarks>
internal static class EventualCheck
{
    /// <summary>One verdict for each model asked; linear time.</summary>
    public static IReadOnlyList<Verdict> Check(Inquiry inquiry)
    {
        Verdict eventual = Judge(inquiry.History);
        return
        [
            .. inquiry.Models.Select(model =>
                model == "strong-eventual" && eventual is Verdict.Holds
                    ? new Verdict.Undecided("clients cannot see which updates a replica had received")
                    : eventual
            ),
        ];
    }

    private static Verdict Judge(History history)
    {
        bool hasAgreed = false;
        foreach (IGrouping<string, Operation> key in history.Operations.GroupBy(one => one.Key ?? ""))
        {
            int lastUpdate = key.Where(one => !IsRead(one) && one.CompletedOrder != int.MaxValue)
                .Select(one => one.CompletedOrder)
                .DefaultIfEmpty(-1)
                .Max();
            Operation[] last =
            [
                .. key.Where(one =>
                        IsRead(one) && one.Outcome == Outcome.Succeeded && one.InvokedOrder > lastUpdate
                    )
                    .GroupBy(one => one.Process)
                    .Select(reads => reads.Last())
                    .OrderBy(one => one.Index),
            ];
            Operation? other = Array.Find(last, one => one.Result != last[0].Result);
            if (other is not null)
            {
                string[] said = [.. ((Operation[])[last[0], other]).Select(Say)];
                return new Verdict.Violated(
                    "divergent-at-the-end",
                    $"after the last update the last reads of two clients differ: {said[0]}; {said[1]}",
                    [last[0], other]
                );
            }

            hasAgreed |= last.Length > 1;
        }

        return hasAgreed
            ? new Verdict.Holds()
            : new Verdict.Undecided("no two clients read the same key after its last update");

        string Say(Operation operation) => Sessions.OperationWords.Say(operation, history.HasTimes);
    }

    private static bool IsRead(Operation operation) => operation.Function is Functions.Read or Functions.Get;
}
