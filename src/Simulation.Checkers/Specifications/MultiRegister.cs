using Simulation.Histories;

namespace Simulation.Checkers.Specifications;

/// <summary>
/// Several registers, read and written together: an operation is a list of steps
/// <c>[function, key, value]</c> which all happen at one instant (Knossos' multi-register).
/// </summary>
/// <param name="initial">What every register holds at first.</param>
public sealed class MultiRegister(Value initial) : Specification
{
    /// <inheritdoc/>
    public override string Name => "multi-register";

    /// <inheritdoc/>
    public override string Summary => "several registers, read and written together; nil at first";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Functions { get; } = [Histories.Functions.Transaction];

    /// <inheritdoc/>
    public override Value Initial { get; } = Value.Of([]);

    /// <inheritdoc/>
    public override bool Understands(History history) =>
        base.Understands(history)
        && history.Operations.All(operation =>
            operation.Argument.AsList is { } steps
            && steps.All(step => step.AsList is { Count: 3 } parts && (IsRead(parts) || IsWrite(parts)))
        );

    /// <inheritdoc/>
    public override Effect EffectOf(Operation operation, FailedCas failedCas)
    {
        if (operation.Outcome == Outcome.Refused)
        {
            return default;
        }

        Value steps =
            operation.Outcome != Outcome.Succeeded || operation.Result.IsNil
                ? operation.Argument
                : operation.Result;
        bool isKnown = operation.Outcome == Outcome.Succeeded;
        bool isOnlyReads = !steps.AsList!.Any(step => IsWrite(step.AsList!));
        return isOnlyReads && !isKnown ? default
            : isKnown ? new Effect(isOnlyReads ? EffectKind.Observes : EffectKind.Acts, Value.Nil, steps)
            : new Effect(
                EffectKind.Acts,
                Value.Nil,
                Value.Of([.. steps.AsList!.Where(step => IsWrite(step.AsList!))])
            );
    }

    /// <inheritdoc/>
    protected override Value? Act(Value state, Value action)
    {
        // The state lists the keys written so far, in the order of their first writes within it.
        SortedDictionary<string, Value> standing = new(StringComparer.Ordinal);
        foreach (Value pair in state.AsList!)
        {
            standing.Add(pair.AsList![0].ToString(), pair);
        }

        foreach (Value step in action.AsList!)
        {
            IReadOnlyList<Value> parts = step.AsList!;
            string key = parts[1].ToString();
            if (IsWrite(parts))
            {
                standing[key] = Value.Of(parts[1], parts[2]);
                continue;
            }

            Value stands = standing.TryGetValue(key, out Value pair) ? pair.AsList![1] : initial;
            if (stands != parts[2])
            {
                return null;
            }
        }

        return Value.Of([.. standing.Values]);
    }

    private static bool IsRead(IReadOnlyList<Value> step) => step[0].AsText is "r" or "read";

    private static bool IsWrite(IReadOnlyList<Value> step) => step[0].AsText is "w" or "write";
}
