using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Checkers.Specifications;

/// <summary>
/// A set whose elements are added, removed and looked for one by one; empty at first. Each element is an
/// object of its own, so that a check takes each alone.
/// </summary>
public sealed class ElementSet : Specification
{
    private static readonly Value In = Value.Of("true");

    /// <inheritdoc/>
    public override string Name => "set";

    /// <inheritdoc/>
    public override string Summary => "a set: add, remove and contains; empty at first";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Functions { get; } = ["add", "remove", "contains"];

    /// <inheritdoc/>
    public override Value Initial { get; } = Value.Of("false");

    /// <inheritdoc/>
    public override bool HasParts => true;

    /// <inheritdoc/>
    public override Value PartOf(Operation operation) => operation.Argument;

    /// <inheritdoc/>
    public override bool Understands(History history) =>
        base.Understands(history)
        && history.Operations.Any(operation => operation.Function is "remove" or "contains");

    /// <inheritdoc/>
    public override Effect EffectOf(Operation operation, FailedCas failedCas) =>
        (operation.Outcome, operation.Function) switch
        {
            (Outcome.Refused, _) => default,
            (_, "add") => new Effect(EffectKind.Writes, Value.Nil, In),
            (_, "remove") => new Effect(EffectKind.Writes, Value.Nil, Initial),
            (Outcome.Succeeded, "contains") => new Effect(EffectKind.Reads, operation.Result, Value.Nil),
            (_, "contains") => default,
            _ => throw new InvariantViolation($"a set does not understand {operation.Function}"),
        };
}
