using System.Runtime.InteropServices;
using Simulation.Checkers.Specifications;
using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Checkers.Linearizability;

/// <summary>
/// States as small numbers, and the specification's steps between them, each computed once.
/// </summary>
internal sealed class StateTable(ObjectHistory history)
{
    /// <summary>Stands for "not legal here".</summary>
    public const int Illegal = -1;

    /// <summary>Stands for every state that no read will ever find again, until the next write.</summary>
    public const int Garbage = int.MaxValue;

    private readonly Dictionary<long, int> _computed = [];

    /// <summary>The state before the first operation.</summary>
    public const int Initial = 0;

    /// <summary>The state after an operation, or <see cref="Illegal"/>.</summary>
    public int Step(int state, int operation)
    {
        switch (history.Kinds[operation])
        {
            case EffectKind.Reads:
                return state == history.Expected[operation] ? state : Illegal;
            case EffectKind.Differs:
                return state != history.Expected[operation] && state != Garbage ? state : Illegal;
            case EffectKind.Writes:
                return history.Written[operation];
            case EffectKind.Replaces:
                return state == history.Expected[operation] ? history.Written[operation] : Illegal;
            case EffectKind.Computes or EffectKind.Acts or EffectKind.Observes:
                return Compute(state, operation);
            default:
                throw new InvariantViolation("an operation in a search has an effect");
        }
    }

    private int Compute(int state, int operation)
    {
        if (state == Garbage)
        {
            return Garbage;
        }

        int operand = history.Written[operation];
        ref int next = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _computed,
            (long)state << 32 | (uint)operand,
            out bool isKnown
        );
        if (!isKnown)
        {
            Effect effect = new(history.Kinds[operation], Value.Nil, history.Values[operand]);
            (bool isLegal, Value result) = history.Specification.Step(history.Values[state], effect);
            next = isLegal ? history.Values.Intern(result) : Illegal;
        }

        return next;
    }
}
