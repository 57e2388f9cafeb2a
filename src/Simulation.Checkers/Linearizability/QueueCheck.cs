using Simulation.Checkers.Specifications;
using Simulation.Histories;

namespace Simulation.Checkers.Linearizability;

/// <summary>
/// Decides queues in which every value goes in and comes out at most once, by looking for what no order can
/// explain: a value that comes out before it goes in; two values in the wrong order; an empty queue at a time
/// when there certainly was something in it. O(n log n).
/// </summary>
/// <remarks>
/// Sources: Henzinger, Sezgin and Vafeiadis, "Aspect-oriented linearizability proofs", CONCUR 2013; Bouajjani
/// et al., "On reducing linearizability to state reachability", ICALP 2015, section 5.
/// </remarks>
internal sealed class QueueCheck
{
    private const int Absent = -1;

    private readonly ObjectHistory _history;
    private readonly Dictionary<Value, int> _numbers = [];
    private readonly List<(int Put, int Take)> _values = [];
    private readonly List<int> _empties = [];

    private QueueCheck(ObjectHistory history) => _history = history;

    /// <summary>Holds, broken with witnesses, or unknown where the check does not apply.</summary>
    public static Finding Check(ObjectHistory history) =>
        history.Specification is Container { Order: ContainerOrder.FirstIn }
            ? new QueueCheck(history).Run()
            : Finding.Unknown;

    private Finding Run()
    {
        for (int i = 0; i < _history.Count; i++)
        {
            Value action = _history.Values[_history.Written[i]];
            if (action.IsNil)
            {
                // A lost taking may have taken anything.
                return Finding.Unknown;
            }

            Value value = action.AsList![1];
            if (_history.Kinds[i] == EffectKind.Observes)
            {
                _empties.Add(i);
            }
            else if (!TryAdd(value, i, Container.IsPut(action)))
            {
                return Finding.Unknown;
            }
        }

        // A lost putting of what nobody took need not have happened.
        _values.RemoveAll(value => value.Take == Absent && _history.IsOpen(value.Put));
        return FindUncaused() ?? FindInversion() ?? FindFalseEmptiness() ?? Finding.Linearizable;
    }

    /// <summary>False for a value that goes in, or comes out, for the second time.</summary>
    private bool TryAdd(Value value, int operation, bool isPut)
    {
        if (!_numbers.TryGetValue(value, out int number))
        {
            number = _values.Count;
            _numbers.Add(value, number);
            _values.Add((Absent, Absent));
        }

        (int put, int take) = _values[number];
        _values[number] = isPut ? (operation, take) : (put, operation);
        return (isPut ? put : take) == Absent;
    }

    private Finding? FindUncaused()
    {
        foreach ((int put, int take) in _values)
        {
            if (put == Absent)
            {
                return Finding.Broken(take);
            }

            if (take != Absent && _history.Finishes[take] < _history.Starts[put])
            {
                return Finding.Broken(put, take);
            }
        }

        return null;
    }

    /// <summary>One value went in wholly before another, which came out wholly before it.</summary>
    private Finding? FindInversion()
    {
        List<(int Put, int Take)> byStart = [.. _values.Where(value => value.Take != Absent)];
        byStart.Sort((left, right) => _history.Starts[left.Put].CompareTo(_history.Starts[right.Put]));
        List<(int Put, int Take)> byFinish = [.. _values];
        byFinish.Sort((left, right) => _history.Finishes[left.Put].CompareTo(_history.Finishes[right.Put]));
        int next = 0;
        (int Put, int Take) latest = (Absent, Absent);
        foreach ((int put, int take) in byStart)
        {
            while (next < byFinish.Count && _history.Finishes[byFinish[next].Put] < _history.Starts[put])
            {
                bool isLater = latest.Put == Absent || TakenFrom(byFinish[next]) > TakenFrom(latest);
                latest = isLater ? byFinish[next] : latest;
                next++;
            }

            if (latest.Put != Absent && _history.Finishes[take] < TakenFrom(latest))
            {
                return latest.Take == Absent
                    ? Finding.Broken(latest.Put, put, take)
                    : Finding.Broken(latest.Put, latest.Take, put, take);
            }
        }

        return null;
    }

    /// <summary>
    /// Somebody found the queue empty although at each instant of that some value had gone in for certain and
    /// had not begun to come out.
    /// </summary>
    private Finding? FindFalseEmptiness()
    {
        List<(int Put, int Take)> inside =
        [
            .. _values.Where(value => _history.Finishes[value.Put] < TakenFrom(value)),
        ];
        inside.Sort((left, right) => _history.Finishes[left.Put].CompareTo(_history.Finishes[right.Put]));
        _empties.Sort((left, right) => _history.Starts[left].CompareTo(_history.Starts[right]));
        int next = 0;
        int first = 0;
        int start = -1;
        int end = -1;
        foreach (int empty in _empties)
        {
            while (next < inside.Count && _history.Finishes[inside[next].Put] < _history.Starts[empty])
            {
                Extend();
            }

            // The stretch in which the taking began goes on as long as values overlap.
            while (
                next < inside.Count
                && start >= 0
                && end < _history.Finishes[empty]
                && _history.Finishes[inside[next].Put] < end
            )
            {
                Extend();
            }

            if (start >= 0 && start < _history.Starts[empty] && end > _history.Finishes[empty])
            {
                IEnumerable<int> witnesses = inside[first..next]
                    .SelectMany(value => (int[])[value.Put, value.Take])
                    .Where(operation => operation != Absent);
                return Finding.Broken([.. witnesses, empty]);
            }
        }

        return null;

        void Extend()
        {
            int from = _history.Finishes[inside[next].Put];
            if (from > end)
            {
                (first, start) = (next, from);
            }

            end = Math.Max(end, TakenFrom(inside[next]));
            next++;
        }
    }

    private int TakenFrom((int Put, int Take) value) =>
        value.Take == Absent ? int.MaxValue : _history.Starts[value.Take];
}
