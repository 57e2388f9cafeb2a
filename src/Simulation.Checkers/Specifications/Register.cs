using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Checkers.Specifications;

/// <summary>One value that is read, written, and, if so asked, compared and set; nil at first.</summary>
public sealed class Register(bool hasCas) : Specification
{
    /// <inheritdoc/>
    public override string Name => hasCas ? "cas-register" : "register";

    /// <inheritdoc/>
    public override string Summary =>
        hasCas
            ? "one value: read, write, and compare-and-set; nil at first"
            : "one value: read and write; nil at first";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Functions { get; } =
        hasCas
            ? [Histories.Functions.Read, Histories.Functions.Write, Histories.Functions.Cas]
            : [Histories.Functions.Read, Histories.Functions.Write];

    /// <inheritdoc/>
    public override Value Initial => Value.Nil;

    /// <inheritdoc/>
    public override Effect EffectOf(Operation operation, FailedCas failedCas)
    {
        bool isRefused = operation.Outcome == Outcome.Refused;
        switch (operation.Function)
        {
            case Histories.Functions.Read:
                return operation.Outcome == Outcome.Succeeded
                    ? new Effect(EffectKind.Reads, operation.Result, Value.Nil)
                    : default;
            case Histories.Functions.Write:
                return isRefused ? default : new Effect(EffectKind.Writes, Value.Nil, operation.Argument);
            case Histories.Functions.Cas:
                IReadOnlyList<Value> pair = operation.Argument.AsList ?? [];
                Invariant.That(pair.Count == 2);
                return !isRefused ? new Effect(EffectKind.Replaces, pair[0], pair[1])
                    : failedCas == FailedCas.ObservedDifference
                        ? new Effect(EffectKind.Differs, pair[0], Value.Nil)
                    : default;
            default:
                throw new InvariantViolation($"a register does not understand {operation.Function}");
        }
    }
}
