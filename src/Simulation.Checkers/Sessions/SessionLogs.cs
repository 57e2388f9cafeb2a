using System.Runtime.InteropServices;
using Simulation.Checkers.Specifications;
using Simulation.Histories;

namespace Simulation.Checkers.Sessions;

/// <summary>
/// Finds out which write each read may have read. Where written values repeat, a history has several logs;
/// a model holds if one of them satisfies it.
/// </summary>
internal sealed class SessionLogs
{
    private readonly List<Operation> _operations = [];
    private readonly List<int> _sessions = [];
    private readonly List<int> _keys = [];
    private readonly List<Value> _values = [];
    private readonly List<bool> _isWrite = [];
    private readonly Dictionary<int, int> _sessionNumbers = [];
    private readonly Dictionary<string, int> _keyNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Key, Value Value), List<int>> _writers = [];
    private readonly Specification _specification;

    private SessionLogs(Specification specification) => _specification = specification;

    /// <summary>
    /// A read of a value that nobody wrote, which breaks every model; null where there is none.
    /// </summary>
    public Operation? ThinAir { get; private set; }

    /// <summary>By step: the writes that a read may have read; null for the writes.</summary>
    private List<int>?[] Candidates { get; set; } = [];

    /// <summary>How many ways there are to choose; at most <see cref="int.MaxValue"/>.</summary>
    public int Ways { get; private set; } = 1;

    /// <summary>
    /// Reads a history of registers with get and put or read, write and compare-and-set; null when it has
    /// other effects.
    /// </summary>
    public static SessionLogs? Of(IReadOnlyList<Operation> operations, Specification specification)
    {
        SessionLogs logs = new(specification);
        List<(Operation Operation, Effect Effect)> taking = [];
        HashSet<(string Key, Value Value)> observed = [];
        foreach (Operation operation in operations)
        {
            Effect effect = specification.EffectOf(operation, FailedCas.DidNotHappen);
            if (effect.Kind is EffectKind.None)
            {
                continue;
            }

            if (effect.Kind is not (EffectKind.Reads or EffectKind.Writes or EffectKind.Replaces))
            {
                return null;
            }

            taking.Add((operation, effect));
            if (effect.Kind is not EffectKind.Writes && operation.Outcome == Outcome.Succeeded)
            {
                observed.Add((operation.Key ?? "", effect.Expected));
            }
        }

        AddObservedByLost(taking, observed);
        taking.RemoveAll(one =>
            one.Operation.Outcome != Outcome.Succeeded
            && !observed.Contains((one.Operation.Key ?? "", one.Effect.Written))
        );
        while (RemoveImpossible(taking, specification.Initial)) { }
        foreach ((Operation operation, Effect effect) in taking)
        {
            logs.Add(operation, effect);
        }

        logs.FindCandidates();
        return logs;
    }

    /// <summary>A lost compare-and-set that took effect has found what it expected, and so on.</summary>
    private static void AddObservedByLost(
        List<(Operation Operation, Effect Effect)> taking,
        HashSet<(string Key, Value Value)> observed
    )
    {
        bool hasChanged = true;
        while (hasChanged)
        {
            hasChanged = false;
            foreach ((Operation operation, Effect effect) in taking)
            {
                string key = operation.Key ?? "";
                hasChanged |=
                    operation.Outcome == Outcome.Lost
                    && effect.Kind == EffectKind.Replaces
                    && observed.Contains((key, effect.Written))
                    && observed.Add((key, effect.Expected));
            }
        }
    }

    /// <summary>A lost compare-and-set of a value that was never there has not happened.</summary>
    private static bool RemoveImpossible(List<(Operation Operation, Effect Effect)> taking, Value initial)
    {
        Dictionary<(string Key, Value Value), int> writers = [];
        foreach ((Operation operation, Effect effect) in taking)
        {
            if (effect.Kind is not EffectKind.Reads)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(
                    writers,
                    (operation.Key ?? "", effect.Written),
                    out _
                )++;
            }
        }

        return taking.RemoveAll(one =>
                one.Operation.Outcome != Outcome.Succeeded
                && one.Effect.Kind == EffectKind.Replaces
                && !one.Effect.Expected.Equals(initial)
                && writers.GetValueOrDefault((one.Operation.Key ?? "", one.Effect.Expected))
                    <= (one.Effect.Expected.Equals(one.Effect.Written) ? 1 : 0)
            ) > 0;
    }

    /// <summary>
    /// The logs, the likeliest first: in it each read has read the last candidate that was invoked before it
    /// returned.
    /// </summary>
    public IEnumerable<SessionLog> All()
    {
        int[] sources = new int[_operations.Count];
        int[] turns = new int[_operations.Count];
        do
        {
            for (int step = 0; step < sources.Length; step++)
            {
                sources[step] = Candidates[step] is { } found ? found[turns[step]] : SessionLog.None;
            }

            yield return Build([.. sources]);
        } while (Turn(turns));
    }

    private bool Turn(int[] turns)
    {
        for (int step = turns.Length - 1; step >= 0; step--)
        {
            if (Candidates[step] is { Count: > 1 } found)
            {
                turns[step] = (turns[step] + 1) % found.Count;
                if (turns[step] > 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Add(Operation operation, Effect effect)
    {
        if (effect.Kind is not EffectKind.Writes)
        {
            AddStep(operation, effect.Expected, isWrite: false);
        }

        if (effect.Kind is not EffectKind.Reads)
        {
            int step = AddStep(operation, effect.Written, isWrite: true);
            ref List<int>? writers = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _writers,
                (_keys[step], effect.Written),
                out _
            );
            writers ??= [];
            writers.Add(step);
        }
    }

    private int AddStep(Operation operation, Value value, bool isWrite)
    {
        _operations.Add(operation);
        _sessions.Add(Number(_sessionNumbers, operation.Process));
        _keys.Add(Number(_keyNumbers, operation.Key ?? ""));
        _values.Add(value);
        _isWrite.Add(isWrite);
        return _operations.Count - 1;
    }

    private static int Number<T>(Dictionary<T, int> numbers, T item)
        where T : notnull
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, item, out bool isKnown);
        number = isKnown ? number : numbers.Count - 1;
        return number;
    }

    private void FindCandidates()
    {
        Candidates = new List<int>?[_operations.Count];
        long ways = 1;
        for (int step = 0; step < Candidates.Length; step++)
        {
            if (_isWrite[step])
            {
                continue;
            }

            List<int> found = Writers(step);
            if (found.Count == 0)
            {
                ThinAir ??= _operations[step];
                found = [SessionLog.Initial];
            }

            Candidates[step] = found;
            ways = Math.Min(int.MaxValue, ways * found.Count);
        }

        Ways = (int)ways;
    }

    private List<int> Writers(int read)
    {
        _writers.TryGetValue((_keys[read], _values[read]), out List<int>? writers);
        bool isInitial = _values[read].Equals(_specification.Initial);
        if (writers is { Count: 1 } && !isInitial)
        {
            return writers;
        }

        // The last that began before the read ended comes first, then the ones before it, then the rest.
        int returned = _operations[read].CompletedOrder;
        List<int> found =
        [
            .. (writers ?? [])
                .Where(writer => !ReferenceEquals(_operations[writer], _operations[read]))
                .OrderBy(writer => _operations[writer].InvokedOrder > returned)
                .ThenByDescending(writer => _operations[writer].InvokedOrder),
        ];
        if (isInitial)
        {
            found.Add(SessionLog.Initial);
        }

        return found;
    }

    private SessionLog Build(int[] sources)
    {
        int[] kept = Kept(sources);
        int[] places = Filled(sources.Length);
        for (int place = 0; place < kept.Length; place++)
        {
            places[kept[place]] = place;
        }

        Operation[] operations = [.. kept.Select(step => _operations[step])];
        int[] sessions = [.. kept.Select(step => _sessions[step])];
        bool[] isWrite = [.. kept.Select(step => _isWrite[step])];
        (int[] before, int[] readBefore, int[] writeBefore) = Links(operations, sessions, isWrite);
        List<int>[] bySession = [.. Enumerable.Range(0, _sessionNumbers.Count).Select(_ => new List<int>())];
        for (int step = 0; step < sessions.Length; step++)
        {
            bySession[sessions[step]].Add(step);
        }

        return new SessionLog
        {
            Operations = operations,
            Sessions = sessions,
            Keys = [.. kept.Select(step => _keys[step])],
            Values = [.. kept.Select(step => _values[step])],
            Sources = [.. kept.Select(step => sources[step] >= 0 ? places[sources[step]] : sources[step])],
            Before = before,
            ReadBefore = readBefore,
            WriteBefore = writeBefore,
            BySession = bySession,
            KeyCount = _keyNumbers.Count,
        };
    }

    /// <summary>All steps but those of lost operations that nobody read; they need not have happened.</summary>
    private int[] Kept(int[] sources)
    {
        bool[] isKept = new bool[sources.Length];
        Stack<int> open = new(Enumerable.Range(0, sources.Length).Where(step => !IsLost(step)));
        while (open.TryPop(out int step))
        {
            if (isKept[step])
            {
                continue;
            }

            isKept[step] = true;
            if (sources[step] >= 0)
            {
                open.Push(sources[step]);
            }

            bool isPair = step > 0 && ReferenceEquals(_operations[step - 1], _operations[step]);
            if (isPair)
            {
                open.Push(step - 1);
            }
        }

        return [.. Enumerable.Range(0, sources.Length).Where(step => isKept[step])];
    }

    private bool IsLost(int step) => _operations[step].CompletedOrder == int.MaxValue;

    private (int[] Before, int[] ReadBefore, int[] WriteBefore) Links(
        Operation[] operations,
        int[] sessions,
        bool[] isWrite
    )
    {
        int[] before = Filled(operations.Length);
        int[] readBefore = Filled(operations.Length);
        int[] writeBefore = Filled(operations.Length);
        int[] last = Filled(_sessionNumbers.Count);
        int[] lastRead = Filled(_sessionNumbers.Count);
        int[] lastWrite = Filled(_sessionNumbers.Count);
        for (int step = 0; step < operations.Length; step++)
        {
            int session = sessions[step];
            before[step] = last[session];
            readBefore[step] = lastRead[session];
            writeBefore[step] = lastWrite[session];
            if (operations[step].CompletedOrder != int.MaxValue)
            {
                last[session] = step;
                (isWrite[step] ? lastWrite : lastRead)[session] = step;
                continue;
            }

            // The write of a lost compare-and-set follows its read, though nothing else does.
            bool isPair =
                isWrite[step] && step > 0 && ReferenceEquals(operations[step], operations[step - 1]);
            before[step] = isPair ? step - 1 : before[step];
            readBefore[step] = isPair ? step - 1 : readBefore[step];
        }

        return (before, readBefore, writeBefore);
    }

    private static int[] Filled(int length)
    {
        int[] filled = new int[length];
        Array.Fill(filled, SessionLog.None);
        return filled;
    }
}
