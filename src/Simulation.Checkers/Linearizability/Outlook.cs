using Simulation.Checkers.Specifications;

namespace Simulation.Checkers.Linearizability;

/// <summary>
/// What the rest of a history will ask for; lets a search drop configurations that cannot satisfy it.
/// </summary>
internal sealed class Outlook
{
    private readonly ObjectHistory _history;
    private readonly int[] _lastObservation;
    private readonly List<int> _lastUse = [];
    private readonly int[] _observedValues = [];
    private readonly int[] _nextRead = [];
    private readonly int[] _writesBefore = [];

    private const int Unmeasured = -2;

    public Outlook(ObjectHistory history)
    {
        _history = history;
        _lastObservation = new int[history.Values.Count];
        Array.Fill(_lastObservation, -1);
        for (int i = 0; i < history.Count; i++)
        {
            bool isWrite = history.Kinds[i] == EffectKind.Writes;
            HasComputations |= history.Kinds[i] == EffectKind.Computes;
            HasDifferences |=
                history.Kinds[i] is EffectKind.Differs or EffectKind.Acts or EffectKind.Observes;
            HasOpenWrites |= isWrite && history.IsOpen(i);
            int expected = history.Expected[i];
            if (expected >= 0)
            {
                _lastObservation[expected] = Math.Max(_lastObservation[expected], history.Finishes[i]);
            }
        }

        if (HasComputations)
        {
            _nextRead = new int[history.Events.Length + 1];
            _writesBefore = new int[history.Events.Length + 1];
            _observedValues =
            [
                .. Enumerable
                    .Range(0, _lastObservation.Length)
                    .Where(value => _lastObservation[value] >= 0)
                    .OrderByDescending(value => _lastObservation[value]),
            ];
            Scan();
        }
    }

    /// <summary>Whether what stands can be computed from what stood before.</summary>
    public bool HasComputations { get; }

    /// <summary>Whether a write stays open to the end.</summary>
    public bool HasOpenWrites { get; }

    private bool HasDifferences { get; }

    /// <summary>Whether an operation that has not returned at a place may need the value.</summary>
    public bool IsObservedAfter(int value, int place) =>
        HasComputations || HasDifferences || _lastObservation[value] > place;

    /// <summary>The first read that is invoked at a place or later, or negative.</summary>
    public int NextRead(int place) => _nextRead[place];

    /// <summary>
    /// Whether a read can find its value although this state stands at a place, given that no pending write
    /// will take effect.
    /// </summary>
    public bool CanFind(int state, int read, int place) =>
        _writesBefore[_history.Finishes[read]] > _writesBefore[place]
        || (state != StateTable.Garbage && CanBecome(state, _history.Expected[read]));

    /// <summary>
    /// The last return of a read that can still find its value from this state by computations; where
    /// differences are observed every state counts to the end.
    /// </summary>
    public int LastUse(int state)
    {
        if (state == StateTable.Garbage)
        {
            return -1;
        }

        while (_lastUse.Count <= state)
        {
            _lastUse.Add(Unmeasured);
        }

        if (_lastUse[state] == Unmeasured)
        {
            _lastUse[state] = HasDifferences ? int.MaxValue : MeasureLastUse(state);
        }

        return _lastUse[state];
    }

    private int MeasureLastUse(int state)
    {
        for (int i = 0; i < _observedValues.Length; i++)
        {
            if (CanBecome(state, _observedValues[i]))
            {
                return _lastObservation[_observedValues[i]];
            }
        }

        return -1;
    }

    private bool CanBecome(int state, int value) =>
        _history.Specification.CanBecome(_history.Values[state], _history.Values[value]);

    private void Scan()
    {
        int[] events = _history.Events;
        for (int at = 0; at < events.Length; at++)
        {
            bool isWrite = events[at] >= 0 && _history.Kinds[events[at]] == EffectKind.Writes;
            _writesBefore[at + 1] = _writesBefore[at] + (isWrite ? 1 : 0);
        }

        _nextRead[events.Length] = -1;
        for (int at = events.Length - 1; at >= 0; at--)
        {
            bool isRead = events[at] >= 0 && _history.Kinds[events[at]] == EffectKind.Reads;
            _nextRead[at] = isRead ? events[at] : _nextRead[at + 1];
        }
    }
}
