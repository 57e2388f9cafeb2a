using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Checkers.Specifications;

/// <summary>What an operation asks of a register, seen from its one state.</summary>
public enum EffectKind
{
    /// <summary>Takes no part: its outcome says nothing.</summary>
    None,

    /// <summary>Legal where the expected value stands; changes nothing.</summary>
    Reads,

    /// <summary>Legal where another value than the expected one stands; changes nothing.</summary>
    Differs,

    /// <summary>Legal everywhere; the written value then stands, whatever stood before.</summary>
    Writes,

    /// <summary>Legal where the expected value stands; the written value then stands.</summary>
    Replaces,

    /// <summary>
    /// Legal everywhere; what then stands is computed from what stood before and what is written.
    /// </summary>
    Computes,

    /// <summary>
    /// Legal where the specification says so; what then stands is computed. The written value tells what is
    /// done, and what came back.
    /// </summary>
    Acts,

    /// <summary>As <see cref="Acts"/>, but changes nothing.</summary>
    Observes,
}

/// <summary>An operation as its object feels it.</summary>
/// <param name="Kind">Which of the two values count.</param>
/// <param name="Expected">
/// The value that must stand, or for <see cref="EffectKind.Differs"/> must not.
/// </param>
/// <param name="Written">The value written, or the operand of a computation.</param>
public readonly record struct Effect(EffectKind Kind, Value Expected, Value Written);

/// <summary>
/// What is right when nothing is concurrent; how concurrency is judged is the checkers' matter.
/// </summary>
public abstract class Specification
{
    /// <summary>The name in kebab-case, as catalogues and reports say it.</summary>
    public abstract string Name { get; }

    /// <summary>What the object is, in one sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>The functions that it understands.</summary>
    public abstract IReadOnlyList<string> Functions { get; }

    /// <summary>What stands before the first operation.</summary>
    public abstract Value Initial { get; }

    /// <summary>
    /// The effect of an operation with the outcome that it had; a lost one has the effect that it would have
    /// had. A refused one has none, except a refused cas that observed a difference.
    /// </summary>
    public abstract Effect EffectOf(Operation operation, FailedCas failedCas);

    /// <summary>Applies an effect to a state: whether it is legal there, and what then stands.</summary>
    public (bool IsLegal, Value Next) Step(Value state, Effect effect) =>
        effect.Kind switch
        {
            EffectKind.None => (true, state),
            EffectKind.Reads => (state.Equals(effect.Expected), state),
            EffectKind.Differs => (!state.Equals(effect.Expected), state),
            EffectKind.Writes => (true, effect.Written),
            EffectKind.Replaces => (state.Equals(effect.Expected), effect.Written),
            EffectKind.Computes => (true, Compute(state, effect.Written)),
            EffectKind.Acts or EffectKind.Observes => Act(state, effect.Written) is { } next
                ? (true, next)
                : (false, state),
            _ => throw new InvariantViolation("an effect is of a known kind"),
        };

    /// <summary>
    /// Whether computations alone, without a write, may lead from one state to another; true when in doubt.
    /// </summary>
    public virtual bool CanBecome(Value state, Value later) => true;

    /// <summary>Whether it understands every operation of a history.</summary>
    public virtual bool Understands(History history)
    {
        string? last = null;
        foreach (Operation operation in history.Operations)
        {
            if (!ReferenceEquals(last, operation.Function))
            {
                last = operation.Function;
                if (!Functions.Contains(last))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether its object has parts that are as good as objects of their own.</summary>
    public virtual bool HasParts => false;

    /// <summary>The part that an operation alone concerns; asked where there are parts.</summary>
    public virtual Value PartOf(Operation operation) => Value.Nil;

    /// <summary>
    /// What an effect is about, such that leaving out all that is about it keeps a good history good; null
    /// for effects that nothing like that can be said of.
    /// </summary>
    public virtual Value? SubjectOf(Effect effect) => null;

    /// <summary>
    /// What stands after an <see cref="EffectKind.Acts"/> or <see cref="EffectKind.Observes"/> effect; null
    /// where it is not legal.
    /// </summary>
    protected virtual Value? Act(Value state, Value action) =>
        throw new InvariantViolation($"{Name} does nothing of its own");

    /// <summary>Computes what stands after a <see cref="EffectKind.Computes"/> effect.</summary>
    protected virtual Value Compute(Value state, Value operand) =>
        throw new InvariantViolation($"{Name} computes nothing");
}
