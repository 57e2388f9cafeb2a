using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Checkers.Sessions;

/// <summary>
/// The versions of each key, numbered from 1 in the order in which any replica first showed them; 0 is the
/// key before any write.
/// </summary>
internal sealed class KeyVersions
{
    private readonly Dictionary<string, List<(int Write, SimTime Shown)>> _byKey = new(
        StringComparer.Ordinal
    );
    private readonly int[] _numbers;
    private readonly Dictionary<(string Key, Value Value), List<int>> _writesByValue = [];
    private readonly IReadOnlyList<Operation> _operations;

    private KeyVersions(IReadOnlyList<Operation> operations)
    {
        _operations = operations;
        _numbers = new int[operations.Count];
    }

    /// <summary>Numbers the versions; linear in the changes.</summary>
    public static KeyVersions Of(History history, GroundTruth truth)
    {
        KeyVersions versions = new(history.Operations);
        foreach (Applied change in truth.Changes)
        {
            if (change.Write == Applied.Nothing || versions._numbers[change.Write] > 0)
            {
                continue;
            }

            versions._byKey.TryAdd(change.Key, []);
            versions._byKey[change.Key].Add((change.Write, change.Time));
            versions._numbers[change.Write] = versions._byKey[change.Key].Count;
            if (Written(history.Operations[change.Write]) is { } value)
            {
                versions._writesByValue.TryAdd((change.Key, value), []);
                versions._writesByValue[(change.Key, value)].Add(change.Write);
            }
        }

        return versions;
    }

    /// <summary>Whether an operation returned a version.</summary>
    public static bool IsRead(Operation operation) =>
        operation is { Outcome: Outcome.Succeeded, Function: Functions.Read or Functions.Get };

    /// <summary>
    /// The version that a write made or a read returned; null where no replica is known to have shown it. Of
    /// versions with the same value a read returned the last that was shown before it ended.
    /// </summary>
    public int? NumberOf(Operation operation)
    {
        if (!IsRead(operation))
        {
            return _numbers[operation.Index] > 0 ? _numbers[operation.Index] : null;
        }

        bool isWritten = _writesByValue.TryGetValue(
            (operation.Key ?? "", operation.Result),
            out List<int>? writes
        );
        for (int i = isWritten ? writes!.Count - 1 : -1; i >= 0; i--)
        {
            int number = _numbers[writes![i]];
            if (ShownAt(operation.Key, number) <= operation.Completed)
            {
                return number;
            }
        }

        return operation.Result.IsNil || operation.Result.AsText is "" ? 0 : null;
    }

    /// <summary>The write of a version, from 1.</summary>
    public Operation WriteOf(string? key, int number) => _operations[_byKey[key ?? ""][number - 1].Write];

    /// <summary>When a version was first shown, from 1.</summary>
    public SimTime ShownAt(string? key, int number) => _byKey[key ?? ""][number - 1].Shown;

    /// <summary>How many versions of a key were shown before an instant.</summary>
    public int CountShownBy(string? key, SimTime time)
    {
        if (!_byKey.TryGetValue(key ?? "", out List<(int Write, SimTime Shown)>? versions))
        {
            return 0;
        }

        int low = 0;
        int high = versions.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (versions[middle].Shown < time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static Value? Written(Operation operation) =>
        operation.Function switch
        {
            Functions.Write or Functions.Put => operation.Argument,
            Functions.Cas => operation.Argument.AsList![1],
            _ => null,
        };
}
