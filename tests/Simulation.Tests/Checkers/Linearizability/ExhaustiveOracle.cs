using Simulation.Histories;

namespace Simulation.Tests.Checkers.Linearizability;

/// <summary>
/// Tries every order of a tiny one-key history; shares no code with the checker that it tests.
/// </summary>
internal static class ExhaustiveOracle
{
    public static bool IsLinearizable(History history)
    {
        List<Operation> operations =
        [
            .. history.Operations.Where(operation => Counts(operation, history.FailedCas)),
        ];
        bool isText = operations.Exists(operation => operation.Function is "get" or "put" or "append");
        return Search(operations, 0, isText ? Value.Of("") : Value.Nil, []);
    }

    private static bool Counts(Operation operation, FailedCas failedCas) =>
        operation.Outcome switch
        {
            Outcome.Succeeded => true,
            Outcome.Lost => operation.Function is not ("read" or "get"),
            _ => operation.Function == "cas" && failedCas == FailedCas.ObservedDifference,
        };

    private static bool Search(List<Operation> operations, int done, Value state, HashSet<(int, Value)> seen)
    {
        bool isComplete = true;
        int firstReturn = int.MaxValue;
        for (int i = 0; i < operations.Count; i++)
        {
            if ((done >> i & 1) == 0)
            {
                isComplete &= operations[i].CompletedOrder == int.MaxValue;
                firstReturn = Math.Min(firstReturn, operations[i].CompletedOrder);
            }
        }

        if (isComplete)
        {
            return true;
        }

        if (!seen.Add((done, state)))
        {
            return false;
        }

        for (int i = 0; i < operations.Count; i++)
        {
            if (
                (done >> i & 1) == 0
                && operations[i].InvokedOrder < firstReturn
                && Apply(operations[i], state) is { } next
                && Search(operations, done | 1 << i, next, seen)
            )
            {
                return true;
            }
        }

        return false;
    }

    private static Value? Apply(Operation operation, Value state)
    {
        switch (operation.Function)
        {
            case "read" or "get":
                return operation.Result == state ? state : null;
            case "write" or "put":
                return operation.Argument;
            case "append":
                return Value.Of(state.AsText + operation.Argument.AsText);
            default:
                bool isEqual = operation.Argument.AsList![0] == state;
                return operation.Outcome == Outcome.Refused ? (isEqual ? null : state)
                    : isEqual ? operation.Argument.AsList![1]
                    : null;
        }
    }
}
