using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Checkers.Specifications;

/// <summary>A number that is added to and read; zero at first.</summary>
public sealed class Counter : Specification
{
    /// <inheritdoc/>
    public override string Name => "counter";

    /// <inheritdoc/>
    public override string Summary => "a number: add and read; zero at first";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Functions { get; } = ["add", Histories.Functions.Read];

    /// <inheritdoc/>
    public override Value Initial { get; } = Value.Of(0);

    /// <inheritdoc/>
    public override bool Understands(History history) =>
        base.Understands(history)
        && history.Operations.All(operation =>
            operation.Function == Histories.Functions.Read
                ? operation.Result.IsNil || operation.Result.IsNumber
                : operation.Argument.IsNumber
        );

    /// <inheritdoc/>
    public override Effect EffectOf(Operation operation, FailedCas failedCas) =>
        (operation.Outcome, operation.Function) switch
        {
            (Outcome.Refused, _) => default,
            (_, "add") => new Effect(EffectKind.Computes, Value.Nil, operation.Argument),
            (Outcome.Succeeded, Histories.Functions.Read) => new Effect(
                EffectKind.Reads,
                operation.Result.IsNil ? Initial : operation.Result,
                Value.Nil
            ),
            (_, Histories.Functions.Read) => default,
            _ => throw new InvariantViolation($"a counter does not understand {operation.Function}"),
        };

    /// <inheritdoc/>
    protected override Value Compute(Value state, Value operand) =>
        Value.Of(state.AsNumber + operand.AsNumber);
}
