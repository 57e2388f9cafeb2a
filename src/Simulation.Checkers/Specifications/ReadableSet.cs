using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Checkers.Specifications;

/// <summary>A set that is read as a whole; empty at first. How a read orders it says nothing.</summary>
public sealed class ReadableSet : Specification
{
    /// <inheritdoc/>
    public override string Name => "readable-set";

    /// <inheritdoc/>
    public override string Summary => "a set: add, remove, and read as a whole; empty at first";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Functions { get; } = ["add", "remove", Histories.Functions.Read];

    /// <inheritdoc/>
    public override Value Initial { get; } = Value.Of([]);

    /// <inheritdoc/>
    public override bool Understands(History history) =>
        base.Understands(history)
        && history.Operations.All(operation =>
            operation.Function != Histories.Functions.Read
            || operation.Result.IsNil
            || operation.Result.AsList is not null
        );

    /// <inheritdoc/>
    public override Effect EffectOf(Operation operation, FailedCas failedCas) =>
        (operation.Outcome, operation.Function) switch
        {
            (Outcome.Refused, _) => default,
            (_, "add" or "remove") => new Effect(
                EffectKind.Acts,
                Value.Nil,
                Value.Of(Value.Of(operation.Function), operation.Argument)
            ),
            (Outcome.Succeeded, Histories.Functions.Read) => new Effect(
                EffectKind.Reads,
                Sorted(operation.Result.AsList ?? []),
                Value.Nil
            ),
            (_, Histories.Functions.Read) => default,
            _ => throw new InvariantViolation($"a set does not understand {operation.Function}"),
        };

    /// <inheritdoc/>
    protected override Value? Act(Value state, Value action)
    {
        IReadOnlyList<Value> members = state.AsList!;
        Value member = action.AsList![1];
        return action.AsList[0].AsText == "add"
            ? Sorted([.. members, member])
            : Sorted([.. members.Where(other => other != member)]);
    }

    private static Value Sorted(IReadOnlyList<Value> members) =>
        Value.Of([
            .. members
                .Distinct()
                .OrderBy(member => member.IsNumber ? member.AsNumber : long.MaxValue)
                .ThenBy(member => member.ToString(), StringComparer.Ordinal),
        ]);
}
