using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Anomalies;

/// <summary>
/// Judges models by what is known of a history: the anomalies that need no cycle, the core of its
/// dependencies, and the accesses of the transactions in it. What several models share is looked for once.
/// </summary>
internal sealed class ModelJudge
{
    /// <summary>
    /// Edges looked at for a shorter cycle than the first one; a fixed share of no one's budget.
    /// </summary>
    private const long ShorteningSteps = 4_000_000;

    private readonly AccessTable _accesses;
    private readonly IReadOnlyList<Anomaly> _direct;
    private readonly UnreadWrites _unread;
    private readonly Dictionary<(CycleRule, Forced), Anomaly?> _cycles = [];
    private readonly Dictionary<(Axioms, Forced), VisibilityAxioms.Answer> _answers = [];
    private long _steps;

    /// <summary>Prepares the judgement of one history.</summary>
    /// <param name="accesses">The accesses of the cyclic core.</param>
    /// <param name="direct">The anomalies without cycles.</param>
    /// <param name="steps">The budget, in edges looked at.</param>
    public ModelJudge(AccessTable accesses, IReadOnlyList<Anomaly> direct, long steps)
    {
        _accesses = accesses;
        _direct = direct;
        _unread = new UnreadWrites(accesses);
        _steps = steps;
    }

    /// <summary>
    /// Whether a model holds: null when it does, the anomaly that shows the least when not.
    /// </summary>
    /// <param name="axioms">What the model says.</param>
    /// <param name="isDecided">Whether the budget sufficed to tell.</param>
    public Anomaly? Judge(ModelAxioms axioms, out bool isDecided)
    {
        isDecided = true;
        Anomaly? best = _direct
            .Where(anomaly => anomaly.Kind.ForbiddenBy.Any(weaker => Implies(axioms.Model, weaker)))
            .MinBy(anomaly => anomaly.Transactions.Count);
        if (_accesses.Core.IsEmpty)
        {
            return best;
        }

        Forced forced = ForcedFor(axioms);
        foreach (Anomaly? found in Check(axioms, forced, out isDecided))
        {
            bool isBetter =
                found is not null && (best is null || found.Transactions.Count < best.Transactions.Count);
            best = isBetter ? found : best;
        }

        if (best is null && isDecided && axioms.VersionsMatter && _unread.HasChoices(forced))
        {
            best = Choose(axioms, forced, out isDecided);
        }

        isDecided |= best is not null;
        return best;
    }

    private static bool Implies(string model, string weaker) =>
        ConsistencyModels.Implies(ConsistencyModels.Find(model)!, ConsistencyModels.Find(weaker)!);

    private static Forced ForcedFor(ModelAxioms axioms) =>
        axioms.Axioms == Axioms.NoLostUpdate ? Forced.ByKey
        : axioms.VersionsMatter && axioms.Axioms != Axioms.MonotonicView ? Forced.ByAny
        : Forced.Nothing;

    private List<Anomaly?> Check(ModelAxioms axioms, Forced forced, out bool isDecided)
    {
        List<Anomaly?> found = [CycleOf(axioms.Rule, forced)];
        isDecided = true;
        foreach (Axioms axiom in Enum.GetValues<Axioms>())
        {
            if (axiom != Axioms.None && axioms.Axioms.HasFlag(axiom))
            {
                VisibilityAxioms.Answer answer = AnswerTo(axiom, forced);
                found.Add(answer.Anomaly);
                isDecided &= answer.IsDecided;
            }
        }

        if (forced == Forced.ByAny && _unread.Contradiction is { } contradiction)
        {
            found.Add(contradiction);
        }

        return found;
    }

    private Anomaly? CycleOf(CycleRule rule, Forced forced)
    {
        if (!_cycles.TryGetValue((rule, forced), out Anomaly? anomaly))
        {
            IReadOnlyList<DependencyEdge> cycle = CycleSearch.Find(
                _unread.CoreWith(forced),
                rule,
                ShorteningSteps
            );
            anomaly = cycle.Count == 0 ? null : _unread.Explain(cycle, forced);
            _cycles[(rule, forced)] = anomaly;
        }

        return anomaly;
    }

    private VisibilityAxioms.Answer AnswerTo(Axioms axiom, Forced forced)
    {
        if (!_answers.TryGetValue((axiom, forced), out VisibilityAxioms.Answer answer))
        {
            answer = Ask(axiom, _unread.CoreWith(forced));
            _answers[(axiom, forced)] = answer;
        }

        return answer;
    }

    private VisibilityAxioms.Answer Ask(Axioms axiom, CyclicCore core) =>
        axiom switch
        {
            Axioms.Monotonic => new(true, AtomicityAxioms.VanishingRead(_accesses)),
            Axioms.Whole => new(true, AtomicityAxioms.FracturedRead(_accesses)),
            Axioms.SessionWhole => new(true, AtomicityAxioms.SessionFracturedRead(_accesses)),
            Axioms.NoLostUpdate => new(true, AtomicityAxioms.LostUpdate(_accesses)),
            Axioms.NoConflict => new(true, AtomicityAxioms.Conflict(_accesses)),
            Axioms.MonotonicView => VisibilityAxioms.NonMonotonic(core, _accesses, ref _steps),
            Axioms.Causal => Misses(core, EdgeKinds.WriteRead, AnomalyKind.CausalityViolation),
            Axioms.SessionCausal => Misses(
                core,
                EdgeKinds.WriteRead | EdgeKinds.Session,
                AnomalyKind.CausalityViolation
            ),
            Axioms.Consistent => Misses(core, EdgeKinds.Dependencies, AnomalyKind.SingleAntiDependency),
            _ => throw new Kernel.InvariantViolation($"{axiom} is one axiom"),
        };

    private VisibilityAxioms.Answer Misses(CyclicCore core, EdgeKinds kinds, AnomalyKind kind) =>
        VisibilityAxioms.Misses(core, _accesses, kinds, kind, ref _steps);

    /// <summary>Looks for an order of the writes that nobody read which satisfies a model.</summary>
    private Anomaly? Choose(ModelAxioms axioms, Forced forced, out bool isDecided)
    {
        if (axioms.Axioms is Axioms.NoLostUpdate or (Axioms.Whole | Axioms.NoConflict))
        {
            // Both look at pairs only, and the forced orders settle all pairs that they can see.
            isDecided = true;
            return null;
        }

        return _unread.Choose(forced, core => Violation(axioms, core), ref _steps, out isDecided);
    }

    private Anomaly? Violation(ModelAxioms axioms, CyclicCore core)
    {
        IReadOnlyList<DependencyEdge> cycle = axioms.Rule.IsSatisfiedBy(core.Graph)
            ? []
            : CycleSearch.Find(core, axioms.Rule, core.Graph.EdgeCount);
        _steps -= 2 * core.Graph.EdgeCount;
        if (cycle.Count > 0)
        {
            return Anomaly.OfCycle(cycle);
        }

        Axioms axiom = axioms.Axioms;
        return axiom == Axioms.None ? null : Ask(axiom, core).Anomaly;
    }
}
