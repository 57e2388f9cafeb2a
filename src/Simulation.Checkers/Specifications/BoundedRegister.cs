using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Checkers.Specifications;

/// <summary>
/// One value that is read and written, where a read may return any of the last few versions; nil is the
/// first version. A history that is linearizable by it is k-atomic.
/// </summary>
/// <param name="versions">How many versions may be read, from 1; 1 is a register.</param>
/// <remarks>
/// Source: Aiyer, Alvisi and Bazzi, "On the availability of non-strict quorum systems", DISC 2005.
/// </remarks>
public sealed class BoundedRegister(int versions) : Specification
{
    private readonly Register _register = new(hasCas: false);

    /// <inheritdoc/>
    public override string Name => "bounded-register";

    /// <inheritdoc/>
    public override string Summary => "one value: read, of the last few versions, and write; nil at first";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Functions => _register.Functions;

    /// <inheritdoc/>
    public override Value Initial { get; } = Value.Of(Value.Nil);

    /// <inheritdoc/>
    public override Effect EffectOf(Operation operation, FailedCas failedCas)
    {
        Effect effect = _register.EffectOf(operation, failedCas);
        return effect.Kind switch
        {
            EffectKind.Reads => new Effect(EffectKind.Observes, Value.Nil, Value.Of(effect.Expected)),
            EffectKind.Writes => new Effect(
                EffectKind.Acts,
                Value.Nil,
                Value.Of(effect.Written, Value.Of("write"))
            ),
            EffectKind.None => default,
            _ => throw new InvariantViolation("a register with neither cas nor append only reads and writes"),
        };
    }

    /// <inheritdoc/>
    public override Value? SubjectOf(Effect effect) =>
        effect.Written.AsList is { } action && !action[0].IsNil ? action[0] : null;

    /// <inheritdoc/>
    protected override Value? Act(Value state, Value action)
    {
        IReadOnlyList<Value> last = state.AsList!;
        IReadOnlyList<Value> parts = action.AsList!;
        return parts.Count == 1
            ? (last.Contains(parts[0]) ? state : null)
            : Value.Of([.. last.Skip(Math.Max(0, last.Count - versions + 1)), parts[0]]);
    }
}
