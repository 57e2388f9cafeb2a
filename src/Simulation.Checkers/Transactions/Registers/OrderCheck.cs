using Simulation.Checkers.Transactions.Graphs;
using Simulation.Checkers.Transactions.Solving;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>What was found about an <see cref="OrderModel"/>.</summary>
internal abstract record OrderFinding
{
    private OrderFinding() { }

    /// <summary>There is an order of the writers of each key without a cycle.</summary>
    public sealed record Fits : OrderFinding;

    /// <summary>There is none.</summary>
    /// <param name="Suspects">
    /// Transactions that took part in showing it, by their numbers, ascending; rarely not all that did.
    /// </param>
    public sealed record Impossible(IReadOnlyList<int> Suspects) : OrderFinding;

    /// <summary>It took too long or was too large.</summary>
    /// <param name="Reason">How far it got.</param>
    public sealed record Unknown(string Reason) : OrderFinding;
}

/// <summary>
/// Decides whether the writers of each key can be put in an order that a model allows. Complete.
/// </summary>
internal static class OrderCheck
{
    /// <summary>
    /// The part of the steps that a guess may cost: most of them stay for the exact search.
    /// </summary>
    private const int GuessShare = 4;

    /// <summary>Judges some transactions.</summary>
    /// <param name="facts">Reads and writes.</param>
    /// <param name="model">What to judge by.</param>
    /// <param name="transactions">Which, ascending.</param>
    /// <param name="steps">What may be spent; reduced by what was.</param>
    public static OrderFinding Run(
        RegisterFacts facts,
        OrderModel model,
        IReadOnlyList<int> transactions,
        ref long steps
    )
    {
        Polygraph polygraph = new(facts, model, transactions);
        Pruning pruning = new(polygraph);
        return pruning.Run(ref steps) switch
        {
            PruningEnd.Settled => new OrderFinding.Fits(),
            PruningEnd.Contradiction => new OrderFinding.Impossible(
                Suspicion.Of(polygraph, pruning).Transactions
            ),
            PruningEnd.Open => FitsWithSessions(facts, model, transactions, ref steps)
                ? new OrderFinding.Fits()
                : Search(polygraph, pruning, ref steps),
            _ => new OrderFinding.Unknown(
                $"the order of {transactions.Count} transactions is too much for the budget; "
                    + $"{pruning.Forced.Count} pairs of writers were settled"
            ),
        };
    }

    /// <summary>
    /// Whether there is an order that keeps sessions, too, which is then also one of the model. Databases
    /// mostly keep them though the model does not ask for it, and then far fewer pairs are left open.
    /// </summary>
    private static bool FitsWithSessions(
        RegisterFacts facts,
        OrderModel model,
        IReadOnlyList<int> transactions,
        ref long steps
    )
    {
        if (model.Order != EdgeKinds.None || facts.Log.SessionCount == facts.Log.Count)
        {
            return false;
        }

        long share = steps / GuessShare;
        long left = share;
        OrderFinding guess = Run(facts, model with { Order = EdgeKinds.Session }, transactions, ref left);
        steps -= share - left;
        return guess is OrderFinding.Fits;
    }

    private static OrderFinding Search(Polygraph polygraph, Pruning pruning, ref long steps)
    {
        TopologicalOrder order = new(pruning.Graph, pruning.Components!);
        Suspicion suspicion = new(polygraph, pruning);
        OpenChoices choices = new(polygraph, pruning.Open) { PathMet = suspicion.AddPath };
        AcyclicitySearch search = new(order, choices) { CycleMet = suspicion.AddCycle };
        return search.Run(ref steps) switch
        {
            SearchEnd.Found => new OrderFinding.Fits(),
            SearchEnd.Impossible => new OrderFinding.Impossible(suspicion.Transactions),
            _ => new OrderFinding.Unknown(
                $"the budget ran out after {search.Conflicts} conflicts, with {search.Made} of "
                    + $"{choices.Count} open pairs of writers in order"
            ),
        };
    }
}
