using Simulation.Checkers.Specifications;
using Simulation.Histories;

namespace Simulation.Checkers.Linearizability;

/// <summary>Says in English why a few operations cannot be linearized.</summary>
internal sealed class Retelling
{
    private readonly List<Operation> _core;
    private readonly Effect[] _effects;
    private readonly string _on;
    private readonly bool _hasTimes;
    private readonly Value _initial;

    private Retelling(List<Operation> core, ObjectHistory history, FailedCas failedCas, bool hasTimes)
    {
        _core = core;
        _effects = [.. core.Select(operation => history.Specification.EffectOf(operation, failedCas))];
        _on = history.Key is null ? "" : $" {history.Key}";
        _hasTimes = hasTimes;
        _initial = history.Specification.Initial;
    }

    /// <summary>
    /// The verdict on a core; its operations are those of the history, with their own returns.
    /// </summary>
    public static Verdict.Violated Tell(
        List<Operation> core,
        ObjectHistory history,
        FailedCas failedCas,
        bool hasTimes
    )
    {
        HashSet<int> wanted = [.. core.Select(operation => operation.Index)];
        List<Operation> originals =
        [
            .. history.Operations.Where(operation => wanted.Contains(operation.Index)),
        ];
        Retelling retelling = new(originals, history, failedCas, hasTimes);
        (string anomaly, string headline, int told) = retelling.Headline();
        string because =
            told == originals.Count
                ? headline
                : headline
                    + ": "
                    + string.Join("; ", Enumerable.Range(0, originals.Count).Select(retelling.Say));
        return new Verdict.Violated(anomaly, because, originals);
    }

    private (string Anomaly, string Headline, int Told) Headline()
    {
        bool isPlain = !_effects.Any(effect =>
            effect.Kind is EffectKind.Computes or EffectKind.Acts or EffectKind.Observes
        );
        for (int i = 0; isPlain && i < _core.Count; i++)
        {
            if (IsObserver(i) && (NeverWritten(i) ?? StaleRead(i) ?? Inversion(i)) is { } told)
            {
                return told;
            }
        }

        return (isPlain ? LostUpdate() : null)
            ?? (
                "no-legal-order",
                $"no order of these {_core.Count} operations explains what they returned",
                0
            );
    }

    private (string, string, int)? NeverWritten(int read)
    {
        Value value = _effects[read].Expected;
        int writer = FindWriter(value, read);
        if (value.Equals(_initial))
        {
            return null;
        }

        if (writer < 0)
        {
            return _core.Count == 1
                ? ("thin-air-read", $"{Say(read)}, but nobody ever wrote {value}", 1)
                : null;
        }

        return _core.Count == 2 && Precedes(read, writer)
            ? ("future-read", $"{Say(read)}, before {Say(writer)}", 2)
            : null;
    }

    private (string, string, int)? StaleRead(int read)
    {
        Value value = _effects[read].Expected;
        for (int newer = 0; newer < _core.Count; newer++)
        {
            bool isOverwrite =
                IsUpdate(newer) && !_effects[newer].Written.Equals(value) && Precedes(newer, read);
            if (!isOverwrite || !AllWritersPrecede(value, newer))
            {
                continue;
            }

            int writer = FindWriter(value, read);
            string from = writer < 0 ? "" : $", and {Say(writer)} before that";
            return ("stale-read", $"{Say(read)}, although {Say(newer)}{from}", writer < 0 ? 2 : 3);
        }

        return null;
    }

    private (string, string, int)? Inversion(int read)
    {
        Value value = _effects[read].Expected;
        for (int other = 0; other < _core.Count; other++)
        {
            Value seen = _effects[other].Expected;
            int newer = FindWriter(seen, other);
            bool isInverted =
                IsObserver(other)
                && Precedes(other, read)
                && !seen.Equals(value)
                && newer >= 0
                && AllWritersPrecede(value, newer);
            if (isInverted)
            {
                int writer = FindWriter(value, read);
                string from = writer < 0 ? "" : $", after {Say(writer)}";
                return (
                    "new-old-inversion",
                    $"{Say(read)}, although {Say(newer)}{from}, and {Say(other)} before that",
                    writer < 0 ? 3 : 4
                );
            }
        }

        return null;
    }

    private (string, string, int)? LostUpdate()
    {
        for (int i = 0; i < _core.Count; i++)
        {
            for (int j = i + 1; j < _core.Count; j++)
            {
                bool isSame =
                    _effects[i].Kind == EffectKind.Replaces
                    && _effects[j].Kind == EffectKind.Replaces
                    && _effects[i].Expected.Equals(_effects[j].Expected);
                if (isSame && _core.Count(operation => operation.Function != Functions.Cas) <= 1)
                {
                    int writer = FindWriter(_effects[i].Expected, i);
                    string from = writer < 0 ? "" : $", and {Say(writer)} only once";
                    return ("lost-update", $"{Say(i)}, and {Say(j)} too{from}", writer < 0 ? 2 : 3);
                }
            }
        }

        return null;
    }

    private bool IsObserver(int i) =>
        _effects[i].Kind == EffectKind.Reads
        || (_effects[i].Kind == EffectKind.Replaces && _core[i].CompletedOrder != int.MaxValue);

    private bool IsUpdate(int i) => _effects[i].Kind is EffectKind.Writes or EffectKind.Replaces;

    private bool Precedes(int first, int second) => _core[first].CompletedOrder < _core[second].InvokedOrder;

    private int FindWriter(Value value, int not)
    {
        for (int i = 0; i < _core.Count; i++)
        {
            if (i != not && IsUpdate(i) && _effects[i].Written.Equals(value))
            {
                return i;
            }
        }

        return -1;
    }

    private bool AllWritersPrecede(Value value, int newer)
    {
        for (int i = 0; i < _core.Count; i++)
        {
            if (IsUpdate(i) && _effects[i].Written.Equals(value) && !Precedes(i, newer))
            {
                return false;
            }
        }

        return true;
    }

    private string Say(int i)
    {
        Operation operation = _core[i];
        Effect effect = _effects[i];
        bool isLost = operation.CompletedOrder == int.MaxValue;
        if (effect.Kind is EffectKind.Acts or EffectKind.Observes || operation.Function == "add")
        {
            return Sessions.OperationWords.Say(operation, _hasTimes);
        }

        string what = (effect.Kind, isLost) switch
        {
            (EffectKind.Reads, _) => $"read{_on} = {effect.Expected}",
            (EffectKind.Differs, _) => $"found{_on} different from {effect.Expected}",
            (EffectKind.Writes, false) => $"wrote{_on} = {effect.Written}",
            (EffectKind.Writes, true) => $"tried to write{_on} = {effect.Written}",
            (EffectKind.Replaces, false) => $"replaced{_on} = {effect.Expected} by {effect.Written}",
            (EffectKind.Replaces, true) => $"tried to replace{_on} = {effect.Expected} by {effect.Written}",
            (_, false) => $"appended {effect.Written} to{_on}",
            (_, true) => $"tried to append {effect.Written} to{_on}",
        };
        return $"client {operation.Process} {what} ({When(operation, isLost)})";
    }

    private string When(Operation operation, bool isLost)
    {
        string start = _hasTimes ? operation.Invoked.ToString() : $"event {operation.InvokedOrder}";
        if (isLost)
        {
            return $"from {start}, outcome unknown";
        }

        string end = _hasTimes ? operation.Completed.ToString()! : $"{operation.CompletedOrder}";
        return $"{start} to {end}";
    }
}
