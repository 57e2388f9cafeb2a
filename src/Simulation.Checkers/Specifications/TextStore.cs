using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Checkers.Specifications;

/// <summary>
/// One text that is got, put and appended to; empty at first (Porcupine's key-value model).
/// </summary>
public sealed class TextStore : Specification
{
    /// <inheritdoc/>
    public override string Name => "kv";

    /// <inheritdoc/>
    public override string Summary => "one text: get, put and append; empty at first";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Functions { get; } =
    [Histories.Functions.Get, Histories.Functions.Put, Histories.Functions.Append];

    /// <inheritdoc/>
    public override Value Initial { get; } = Value.Of("");

    /// <inheritdoc/>
    public override Effect EffectOf(Operation operation, FailedCas failedCas)
    {
        if (operation.Outcome == Outcome.Refused)
        {
            return default;
        }

        return operation.Function switch
        {
            Histories.Functions.Get => operation.Outcome == Outcome.Succeeded
                ? new Effect(EffectKind.Reads, operation.Result.IsNil ? Initial : operation.Result, Value.Nil)
                : default,
            Histories.Functions.Put => new Effect(EffectKind.Writes, Value.Nil, operation.Argument),
            Histories.Functions.Append => new Effect(EffectKind.Computes, Value.Nil, operation.Argument),
            _ => throw new InvariantViolation($"kv does not understand {operation.Function}"),
        };
    }

    /// <inheritdoc/>
    public override bool CanBecome(Value state, Value later) =>
        state.AsText is not { } text
        || later.AsText is not { } laterText
        || laterText.StartsWith(text, StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override Value Compute(Value state, Value operand) =>
        Value.Of((state.AsText ?? state.ToString()) + (operand.AsText ?? operand.ToString()));
}
