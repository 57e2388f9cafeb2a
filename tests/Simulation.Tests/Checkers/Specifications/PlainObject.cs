using Simulation.Histories;

namespace Simulation.Tests.Checkers.Specifications;

/// <summary>
/// Objects as one would write them at first, on a list of numbers; shares no code with the specifications.
/// </summary>
internal static class PlainObject
{
    /// <summary>Each kind's functions: those that put, then those that ask.</summary>
    public static IReadOnlyDictionary<string, string[]> Functions { get; } =
        new SortedDictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["queue"] = ["enqueue", "dequeue"],
            ["stack"] = ["push", "pop"],
            ["priority-queue"] = ["insert", "pop-min"],
            ["set"] = ["add", "remove", "contains"],
            ["readable-set"] = ["add", "remove", "read"],
            ["counter"] = ["add", "read"],
            ["mutex"] = ["acquire", "release"],
        };

    /// <summary>Does it, and returns what comes back; null where it is not allowed.</summary>
    public static Value? Do(List<long> state, string function, Value argument)
    {
        switch (function)
        {
            case "enqueue" or "push":
                state.Add(argument.AsNumber);
                return Value.Nil;
            case "insert":
                state.Add(argument.AsNumber);
                state.Sort();
                return Value.Nil;
            case "dequeue" or "pop-min":
                return TakeAt(state, 0);
            case "pop":
                return TakeAt(state, state.Count - 1);
            case "remove":
                state.Remove(argument.AsNumber);
                return Value.Nil;
            case "contains":
                return Value.Of(state.Contains(argument.AsNumber) ? "true" : "false");
            case "acquire" when state.Count == 0:
                state.Add(1);
                return Value.Nil;
            case "release" when state.Count > 0:
                state.Clear();
                return Value.Nil;
            case "acquire" or "release":
                return null;
            default:
                throw new ArgumentException(function, nameof(function));
        }
    }

    /// <summary>Does it to an object of a kind; kinds may share the names of functions.</summary>
    public static Value? Do(string kind, List<long> state, string function, Value argument)
    {
        switch (kind, function)
        {
            case ("counter", "add"):
                state.Add(argument.AsNumber);
                return Value.Nil;
            case ("counter", "read"):
                return Value.Of(state.Sum());
            case ("set" or "readable-set", "add"):
                if (!state.Contains(argument.AsNumber))
                {
                    state.Add(argument.AsNumber);
                    state.Sort();
                }

                return Value.Nil;
            case ("readable-set", "read"):
                return Value.Of([.. state.Select(Value.Of)]);
            default:
                return Do(state, function, argument);
        }
    }

    /// <summary>Whether some order explains all; tries every one.</summary>
    public static bool IsLinearizable(string kind, History history)
    {
        Operation[] operations =
        [
            .. history.Operations.Where(operation => operation.Outcome != Outcome.Refused),
        ];
        return Search(kind, operations, 0, [], []);
    }

    private static bool Search(
        string kind,
        Operation[] operations,
        int done,
        List<long> state,
        HashSet<string> seen
    )
    {
        int firstReturn = int.MaxValue;
        for (int i = 0; i < operations.Length; i++)
        {
            if ((done >> i & 1) == 0)
            {
                firstReturn = Math.Min(firstReturn, operations[i].CompletedOrder);
            }
        }

        if (firstReturn == int.MaxValue)
        {
            return true;
        }

        if (!seen.Add($"{done} {string.Join(',', state)}"))
        {
            return false;
        }

        for (int i = 0; i < operations.Length; i++)
        {
            Operation operation = operations[i];
            if ((done >> i & 1) != 0 || operation.InvokedOrder > firstReturn)
            {
                continue;
            }

            List<long> next = [.. state];
            Value? result = Do(kind, next, operation.Function, operation.Argument);
            bool isRight =
                result is { } value && (operation.Outcome == Outcome.Lost || value == operation.Result);
            if (isRight && Search(kind, operations, done | 1 << i, next, seen))
            {
                return true;
            }
        }

        return false;
    }

    private static Value TakeAt(List<long> state, int place)
    {
        if (state.Count == 0)
        {
            return Value.Nil;
        }

        long value = state[place];
        state.RemoveAt(place);
        return Value.Of(value);
    }
}
