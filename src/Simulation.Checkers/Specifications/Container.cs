using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Checkers.Specifications;

/// <summary>Which of its values a container gives out next.</summary>
public enum ContainerOrder
{
    /// <summary>The one that is in it longest: a queue.</summary>
    FirstIn,

    /// <summary>The one put in last: a stack.</summary>
    LastIn,

    /// <summary>The least number: a priority queue.</summary>
    Least,
}

/// <summary>
/// A queue, stack or priority queue; empty at first. Taking from an empty one succeeds and returns nil; a
/// taking whose outcome is unknown may have taken whatever came next.
/// </summary>
/// <param name="order">Which value is next.</param>
public sealed class Container(ContainerOrder order) : Specification
{
    private static readonly Value Put = Value.Of("put");
    private static readonly Value Take = Value.Of("take");

    /// <summary>Which value is next.</summary>
    public ContainerOrder Order => order;

    /// <inheritdoc/>
    public override string Name =>
        order switch
        {
            ContainerOrder.FirstIn => "queue",
            ContainerOrder.LastIn => "stack",
            _ => "priority-queue",
        };

    /// <inheritdoc/>
    public override string Summary =>
        order switch
        {
            ContainerOrder.FirstIn => "a queue: enqueue and dequeue; empty at first",
            ContainerOrder.LastIn => "a stack: push and pop; empty at first",
            _ => "a priority queue of numbers: insert and pop-min; empty at first",
        };

    /// <inheritdoc/>
    public override IReadOnlyList<string> Functions { get; } =
        order switch
        {
            ContainerOrder.FirstIn => ["enqueue", "dequeue"],
            ContainerOrder.LastIn => ["push", "pop"],
            _ => ["insert", "pop-min"],
        };

    /// <inheritdoc/>
    public override Value Initial { get; } = Value.Of([]);

    /// <inheritdoc/>
    public override Effect EffectOf(Operation operation, FailedCas failedCas)
    {
        if (operation.Outcome == Outcome.Refused)
        {
            return default;
        }

        if (operation.Function == Functions[0])
        {
            return Does(EffectKind.Acts, operation.Argument, isPut: true);
        }

        Invariant.That(operation.Function == Functions[1]);
        return operation.Outcome == Outcome.Lost ? new Effect(EffectKind.Acts, Value.Nil, Value.Nil)
            : operation.Result.IsNil ? Does(EffectKind.Observes, Value.Nil, isPut: false)
            : Does(EffectKind.Acts, operation.Result, isPut: false);
    }

    /// <inheritdoc/>
    public override Value? SubjectOf(Effect effect) =>
        effect.Written.AsList is { } action && !action[1].IsNil ? action[1] : null;

    /// <inheritdoc/>
    protected override Value? Act(Value state, Value action)
    {
        IReadOnlyList<Value> inside = state.AsList!;
        if (action.IsNil)
        {
            return inside.Count == 0 ? state : WithoutNext(inside);
        }

        Value value = action.AsList![1];
        return action.AsList[0] == Put ? With(inside, value)
            : inside.Count == 0 ? (value.IsNil ? state : null)
            : inside[^1] == value ? WithoutNext(inside)
            : null;
    }

    /// <summary>Whether what an effect does, its written value, is to put and not to take.</summary>
    internal static bool IsPut(Value action) => action.AsList![0] == Put;

    private static Effect Does(EffectKind kind, Value value, bool isPut) =>
        new(kind, Value.Nil, Value.Of(isPut ? Put : Take, value));

    /// <summary>What comes out next stands last.</summary>
    private Value With(IReadOnlyList<Value> inside, Value value)
    {
        int place = order switch
        {
            ContainerOrder.FirstIn => 0,
            ContainerOrder.LastIn => inside.Count,
            _ => inside.Count(other => other.AsNumber > value.AsNumber),
        };
        return Value.Of([.. inside.Take(place), value, .. inside.Skip(place)]);
    }

    private static Value WithoutNext(IReadOnlyList<Value> inside) =>
        Value.Of([.. inside.Take(inside.Count - 1)]);
}
