using Simulation.Checkers.Transactions.Anomalies;
using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Lists;

/// <summary>
/// Judges transactions that append to lists: reads show the order of all appends before them, so that every
/// dependency between transactions whose effects were read is known.
/// </summary>
/// <remarks>
/// Source: Kingsbury and Alvaro, "Elle: Inferring Isolation Anomalies from Experimental Observations", VLDB
/// 2020. Linear in steps, elements and concurrency for a history without cycles.
/// </remarks>
internal static class ListChecker
{
    /// <summary>One verdict for each model asked.</summary>
    public static IReadOnlyList<Verdict> Check(Inquiry inquiry, TransactionLog log)
    {
        VersionOrders orders = VersionOrders.Infer(log);
        if (orders.Repeated is { } repeated)
        {
            var undecided = new Verdict.Undecided(
                $"T{repeated.First} and T{repeated.Second} both append {log.ValueAt(repeated.Value)} to "
                    + $"{log.KeyAt(repeated.Key)}, so that its reads do not tell whose append they saw"
            );
            return [.. inquiry.Models.Select(_ => undecided)];
        }

        ListWords words = new(log, orders);
        AxiomSwitches switches = inquiry.Options.Axioms;
        IReadOnlyList<Anomaly> direct =
        [
            .. ListReads.Find(log, orders, words).Where(anomaly => !switches.Allows(anomaly.Kind.Name)),
        ];
        CyclicCore core = CyclicCore.Of(log, ListGraph.Build(log, orders));
        ModelJudge judge = new(ListAccesses.Of(log, orders, core), direct, inquiry.Options.ConfigurationsMax);
        return
        [
            .. inquiry.Models.Select(model =>
                VerdictOn(ModelAxioms.Of(model).Under(switches)!, judge, log, words)
            ),
        ];
    }

    private static Verdict VerdictOn(ModelAxioms model, ModelJudge judge, TransactionLog log, ListWords words)
    {
        if (judge.Judge(model, out bool isDecided) is { } anomaly)
        {
            return AnomalyVerdict.Of(log, anomaly, words);
        }

        if (!isDecided)
        {
            return new Verdict.Undecided(
                "the budget ran out before an order of the appends that nobody read, "
                    + "or its absence, was found"
            );
        }

        if (model.IsRealtime && !log.History.HasRealTime)
        {
            return new Verdict.Undecided("the history does not tell the order of events in real time");
        }

        return new Verdict.Holds();
    }
}
