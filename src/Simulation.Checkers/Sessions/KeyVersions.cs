using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Checkers.Sessions;

/// <summary>
/// The versions of each key, numbered from 1 in the order of its <see cref="VersionSequence"/>; 0 is the key
/// before any write.
/// </summary>
internal sealed class KeyVersions
{
    private static readonly VersionSequence NoVersions = new();

    private readonly Dictionary<string, VersionSequence> _byKey = new(StringComparer.Ordinal);
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
            if (change.Write != Applied.Nothing)
            {
                versions._byKey.TryAdd(change.Key, new VersionSequence());
                versions._byKey[change.Key].Add(change.Replica, change.Write, change.Time);
            }
        }

        foreach ((string key, VersionSequence sequence) in versions._byKey)
        {
            sequence.Settle(versions._numbers);
            for (int number = 1; number <= sequence.Count; number++)
            {
                int write = sequence.WriteOf(number);
                if (Written(history.Operations[write]) is { } value)
                {
                    versions._writesByValue.TryAdd((key, value), []);
                    versions._writesByValue[(key, value)].Add(write);
                }
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
    public Operation WriteOf(string? key, int number) => _operations[Of(key).WriteOf(number)];

    /// <summary>When a version was first shown, from 1.</summary>
    public SimTime ShownAt(string? key, int number) => Of(key).ShownAt(number);

    /// <summary>Whether one version of a key is known to precede another.</summary>
    public bool Precedes(string? key, int earlier, int later) => Of(key).Precedes(earlier, later);

    /// <summary>The versions newer than one that were shown before an instant, oldest first.</summary>
    public IEnumerable<int> NewerShownBy(string? key, int number, SimTime time)
    {
        VersionSequence versions = Of(key);
        for (int newer = number + 1; newer <= versions.Count; newer++)
        {
            if (versions.ShownAt(newer) < time && versions.Precedes(number, newer))
            {
                yield return newer;
            }
        }
    }

    private VersionSequence Of(string? key) => _byKey.GetValueOrDefault(key ?? "", NoVersions);

    private static Value? Written(Operation operation) =>
        operation.Function switch
        {
            Functions.Write or Functions.Put => operation.Argument,
            Functions.Cas => operation.Argument.AsList![1],
            _ => null,
        };
}
