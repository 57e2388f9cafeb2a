using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>
/// Judges one reading of a history by several models: single reads first, then what is polynomial from the
/// weakest model up, then what needs an order of writers from the strongest model down. What one verdict
/// implies for other models is not worked out again.
/// </summary>
internal sealed class RegisterJudge(RegisterFacts facts, Inquiry inquiry)
{
    private readonly Dictionary<string, Verdict> _verdicts = [];
    private readonly ConsistencyModel[] _asked =
    [
        .. inquiry.Models.Select(name => ConsistencyModels.Find(name)!),
    ];

    private int[]? _present;

    /// <summary>One verdict for each model asked, in that order.</summary>
    public IReadOnlyList<Verdict> Judge()
    {
        TryWitness();
        foreach (VisibilityModel model in VisibilityModel.All)
        {
            VisibilityModel switched = model with { Order = Switched(model.Order) };
            if (IsUseful(model.Model))
            {
                Decide(model.Model, switched.Order, () => Visible(switched));
            }
        }

        foreach (OrderModel model in OrderModel.All.Reverse())
        {
            OrderModel switched = model with { Order = Switched(model.Order) };
            if (IsAsked(model.Model))
            {
                Decide(model.Model, switched.Order, () => Ordered(switched));
            }
        }

        return [.. _asked.Select(model => ByAnomaly(model.Name) ?? Settled(model) ?? Left(model))];
    }

    /// <summary>The verdict that a single wrong read gives, or null.</summary>
    public Verdict? ByAnomaly(string model)
    {
        ConsistencyModel asked = ConsistencyModels.Find(model)!;
        foreach (ReadAnomaly anomaly in facts.Anomalies)
        {
            bool isBroken =
                !inquiry.Options.Axioms.Allows(anomaly.Name)
                && anomaly.Breaks.Any(name =>
                    ConsistencyModels.Implies(asked, ConsistencyModels.Find(name)!)
                );
            if (isBroken)
            {
                SortedSet<int> transactions = [anomaly.Reader];
                if (anomaly.Writer >= 0)
                {
                    transactions.Add(anomaly.Writer);
                }

                return new Verdict.Violated(
                    anomaly.Name,
                    new RegisterWords(facts).Tell(anomaly),
                    [.. transactions.Select(transaction => facts.Log.History.Operations[transaction])]
                );
            }
        }

        return null;
    }

    private EdgeKinds Switched(EdgeKinds order)
    {
        // Real time holds the order of sessions, which stays when real time goes.
        EdgeKinds had = order == EdgeKinds.Realtime ? EdgeKinds.Session | EdgeKinds.Realtime : order;
        EdgeKinds kept = inquiry.Options.Axioms.Apply(had);
        return (kept & EdgeKinds.Realtime) != 0 ? EdgeKinds.Realtime : kept;
    }

    private bool IsAsked(string model) => _asked.Any(asked => asked.Name == model);

    /// <summary>
    /// Whether a cheap verdict is asked for, or would spare a dear one if it is a violation.
    /// </summary>
    private bool IsUseful(string model)
    {
        ConsistencyModel weak = ConsistencyModels.Find(model)!;
        return _asked.Any(asked => ConsistencyModels.Implies(asked, weak) && Settled(asked) is null);
    }

    private void Decide(string model, EdgeKinds order, Func<Verdict> judge)
    {
        ConsistencyModel known = ConsistencyModels.Find(model)!;
        if (ByAnomaly(model) is { } broken)
        {
            _verdicts[model] = broken;
        }
        else if (Settled(known) is { } settled)
        {
            _verdicts[model] = settled;
        }
        else
        {
            _verdicts[model] =
                order == EdgeKinds.Realtime && !facts.Log.History.HasRealTime
                    ? new Verdict.Undecided("the source of the history does not tell the order of real time")
                    : judge();
        }
    }

    /// <summary>What the verdicts so far imply for a model, or null.</summary>
    private Verdict? Settled(ConsistencyModel model)
    {
        if (_verdicts.TryGetValue(model.Name, out Verdict? own) && own is not Verdict.Undecided)
        {
            return own;
        }

        foreach (ConsistencyModel other in ConsistencyModels.All)
        {
            if (_verdicts.TryGetValue(other.Name, out Verdict? verdict))
            {
                bool isSettled =
                    (verdict is Verdict.Holds && ConsistencyModels.Implies(other, model))
                    || (verdict is Verdict.Violated && ConsistencyModels.Implies(model, other));
                if (isSettled)
                {
                    return verdict;
                }
            }
        }

        return null;
    }

    private Verdict Left(ConsistencyModel model)
    {
        if (_verdicts.TryGetValue(model.Name, out Verdict? own))
        {
            return own;
        }

        // Writes of transactions never mix where each key's versions may stand in any order.
        return model.Name == "read-uncommitted"
            ? new Verdict.Holds()
            : new Verdict.Undecided(
                $"registers without an order of versions do not tell whether {model.Name}"
            );
    }

    /// <summary>
    /// Tries the order in which transactions returned: databases mostly commit in it, and checking one order
    /// is linear.
    /// </summary>
    private void TryWitness()
    {
        bool isWanted =
            facts.Log.History.HasRealTime
            && facts.Anomalies.Count == 0
            && _asked.Any(asked => OrderModel.All.Any(model => model.Model == asked.Name));
        if (isWanted && ReturnOrder.IsSerial(facts))
        {
            _verdicts["strict-serializable"] = new Verdict.Holds();
        }
    }

    private Verdict Visible(VisibilityModel model) =>
        VisibilityCheck.Run(facts, model, inquiry.Options.ConfigurationsMax);

    private Verdict Ordered(OrderModel model)
    {
        long steps = inquiry.Options.ConfigurationsMax;
        _present ??=
        [
            .. Enumerable.Range(0, facts.Log.Count).Where(transaction => facts.IsPresent[transaction]),
        ];
        return OrderCheck.Run(facts, model, _present, ref steps) switch
        {
            OrderFinding.Fits => new Verdict.Holds(),
            OrderFinding.Unknown unknown => new Verdict.Undecided(unknown.Reason),
            OrderFinding.Impossible impossible => OrderStory.Tell(
                facts,
                model,
                Minimization.Run(facts, model, impossible.Suspects, _present)
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Model, "no such finding"),
        };
    }
}
