using Simulation.Checkers.Sessions;
using Simulation.Checkers.Transactions;
using Simulation.Checkers.Transactions.Graphs;
using Simulation.Checkers.Transactions.Registers;
using Simulation.Histories;

namespace Simulation.Checkers.Sequential;

/// <summary>
/// Decides whether there is one order of all steps that keeps each session's own and lets each read return
/// the last write of its key. Each step is taken for a transaction of its own, a compare-and-set for one of a
/// read and a write; what is left is whether these are serializable in the order of sessions. Complete.
/// </summary>
/// <remarks>
/// Sources: Lamport, IEEE ToC 1979; Papadimitriou, "The serializability of concurrent database updates", JACM
/// 1979, for the polygraph.
/// </remarks>
internal static class SequentialOrder
{
    private static readonly OrderModel Model = new(
        "strong-session-serializable",
        HasSnapshots: false,
        ExcludesWriters: false,
        AntiDependency.Ordered,
        EdgeKinds.Session
    );

    /// <summary>
    /// Judges a log, of which few steps that break it are told; null with a reason when the budget ran out.
    /// </summary>
    /// <param name="log">The steps, each with its source.</param>
    /// <param name="budget">What may be spent; reduced by what was.</param>
    /// <param name="reason">How far it got, where it gave up.</param>
    public static SessionDecision? Find(SessionLog log, ref long budget, out string? reason)
    {
        if (PairsOf(log) is var pairs && pairs > budget)
        {
            reason =
                $"{pairs} pairs of writes of one key each may stand in either order, more than the budget";
            return null;
        }

        int[] first = FirstSteps(log);
        History history = new("", [.. first.Select((step, place) => Transaction(log, step, place))]);
        RegisterFacts facts = new(TransactionLog.Of(history)!);
        int[] all = [.. Enumerable.Range(0, first.Length)];
        OrderFinding finding = OrderCheck.Run(facts, Model, all, ref budget);
        reason = (finding as OrderFinding.Unknown)?.Reason;
        return finding switch
        {
            OrderFinding.Fits => new SessionDecision(null, -1),
            OrderFinding.Impossible found => new SessionDecision(Steps(found.Suspects), -1),
            _ => null,
        };

        List<int> Steps(IReadOnlyList<int> suspects) =>
            [
                .. Minimization
                    .Run(facts, Model, suspects, all)
                    .SelectMany(place => Enumerable.Range(first[place], IsPair(log, first[place]) ? 2 : 1)),
            ];
    }

    private static long PairsOf(SessionLog log)
    {
        long[] writes = new long[log.KeyCount];
        for (int step = 0; step < log.Count; step++)
        {
            writes[log.Keys[step]] += log.IsWrite(step) ? 1 : 0;
        }

        return writes.Sum(count => count * (count - 1) / 2);
    }

    private static int[] FirstSteps(SessionLog log) =>
        [.. Enumerable.Range(0, log.Count).Where(step => !log.IsFused(step))];

    private static bool IsPair(SessionLog log, int step) => step + 1 < log.Count && log.IsFused(step + 1);

    private static Operation Transaction(SessionLog log, int step, int place) =>
        new()
        {
            Index = place,
            Process = log.Sessions[step],
            Function = Functions.Transaction,
            Argument = IsPair(log, step)
                ? Value.Of(Step(log, step), Step(log, step + 1))
                : Value.Of([Step(log, step)]),
            Outcome = Outcome.Succeeded,
            InvokedOrder = place,
            CompletedOrder = log.IsLost(step) ? int.MaxValue : place,
        };

    /// <summary>Every write has a value of its own, so that nobody need guess whose a read returned.</summary>
    private static Value Step(SessionLog log, int step)
    {
        bool isWrite = log.IsWrite(step);
        int writer = isWrite ? step : log.Sources[step];
        return Value.Of(
            Value.Of(isWrite ? Functions.StepWrite : Functions.StepRead),
            Value.Of(log.Keys[step]),
            writer == SessionLog.Initial ? Value.Nil : Value.Of(writer)
        );
    }
}
