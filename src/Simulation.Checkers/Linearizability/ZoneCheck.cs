using Simulation.Checkers.Specifications;

namespace Simulation.Checkers.Linearizability;

/// <summary>
/// Decides in linear time where every value is written at most once. A write and its reads form a cluster; a
/// successful cas of a unique value must follow that value's cluster at once, so that chains of them are one
/// cluster. A cluster must precede another when one of its operations finishes before one of the other's
/// starts; the history is linearizable exactly when each cluster is so inside and no two must precede each
/// other.
/// </summary>
/// <remarks>Source: Gibbons and Korach, "Testing Shared Memories", SIAM J. Comput. 1997, section 4.</remarks>
internal sealed class ZoneCheck
{
    private const int BeforeAll = -1;

    private readonly ObjectHistory _history;
    private readonly int[] _writer;
    private readonly int[] _successor;
    private readonly int[] _firstRead;
    private readonly int[] _nextRead;

    private ZoneCheck(ObjectHistory history)
    {
        _history = history;
        _writer = Filled(history.Values.Count);
        _successor = Filled(history.Values.Count);
        _firstRead = Filled(history.Values.Count);
        _nextRead = Filled(history.Count);
    }

    /// <summary>Holds, broken with witnesses, or unknown where the check does not apply.</summary>
    public static Finding Check(ObjectHistory history) => new ZoneCheck(history).Run();

    private static int[] Filled(int length)
    {
        int[] array = new int[length];
        Array.Fill(array, -1);
        return array;
    }

    private Finding Run()
    {
        if (!HasUniqueValues())
        {
            return Finding.Unknown;
        }

        int rival = -1;
        for (int i = _history.Count - 1; i >= 0; i--)
        {
            int expected = _history.Expected[i];
            if (_history.Kinds[i] == EffectKind.Reads)
            {
                _nextRead[i] = _firstRead[expected];
                _firstRead[expected] = i;
            }
            else if (_history.Kinds[i] == EffectKind.Replaces)
            {
                if (_successor[expected] >= 0)
                {
                    rival = rival < 0 ? i : rival;
                    continue;
                }

                _successor[expected] = i;
            }
        }

        return rival >= 0 ? Blame(rival, _successor[_history.Expected[rival]]) : CompareZones();
    }

    private bool HasUniqueValues()
    {
        for (int i = 0; i < _history.Count; i++)
        {
            switch (_history.Kinds[i])
            {
                case EffectKind.Writes or EffectKind.Replaces:
                    int written = _history.Written[i];
                    if (_writer[written] >= 0 || written == StateTable.Initial)
                    {
                        return false;
                    }

                    _writer[written] = i;
                    break;
                case not EffectKind.Reads:
                    return false;
            }
        }

        return true;
    }

    private Finding CompareZones()
    {
        List<Zone> zones = [];
        int ops = 0;
        for (int value = 0; value < _writer.Length; value++)
        {
            int writer = _writer[value];
            bool isRoot =
                value == StateTable.Initial || (writer >= 0 && _history.Kinds[writer] == EffectKind.Writes);
            if (isRoot)
            {
                Zone zone = Measure(value, out int later, out int earlier, ref ops);
                if (later >= 0)
                {
                    return Blame(later, earlier);
                }

                zones.Add(zone);
            }
        }

        // A ring of cas operations that feed each other has no root; the general search explains it.
        return ops < _history.Count ? Finding.Unknown : FindConflict(zones);
    }

    /// <summary>
    /// Walks a chain; <paramref name="later"/> is an operation that finished before <paramref
    /// name="earlier"/> started although it belongs after it, or negative.
    /// </summary>
    private Zone Measure(int root, out int later, out int earlier, ref int ops)
    {
        Zone zone = new(int.MaxValue, -1, BeforeAll, -1);
        int value = root;
        if (root == StateTable.Initial)
        {
            zone = new Zone(BeforeAll, -1, BeforeAll, -1);
        }

        while (true)
        {
            int writer = _writer[value];
            later = writer;
            earlier = zone.MaxStartBy;
            if (writer >= 0)
            {
                if (value != root && _history.Finishes[writer] < zone.MaxStart)
                {
                    return zone;
                }

                zone = Extend(zone, writer);
                ops++;
            }

            int maxStart = zone.MaxStart;
            earlier = zone.MaxStartBy;
            for (int read = _firstRead[value]; read >= 0; read = _nextRead[read])
            {
                later = read;
                if (_history.Finishes[read] < maxStart)
                {
                    return zone;
                }

                zone = Extend(zone, read);
                ops++;
            }

            if (_successor[value] < 0)
            {
                later = -1;
                return zone;
            }

            value = _history.Written[_successor[value]];
            if (value == root)
            {
                later = -1;
                return zone;
            }
        }
    }

    private Zone Extend(Zone zone, int operation)
    {
        if (_history.Finishes[operation] < zone.MinFinish)
        {
            zone = zone with { MinFinish = _history.Finishes[operation], MinFinishBy = operation };
        }

        return _history.Starts[operation] > zone.MaxStart
            ? zone with
            {
                MaxStart = _history.Starts[operation],
                MaxStartBy = operation,
            }
            : zone;
    }

    private Finding FindConflict(List<Zone> zones)
    {
        // Finishes and starts are places of events, each used once, so that arrays sort by themselves.
        int events = _history.Events.Length;
        int[] forwardAt = Filled(events + 1);
        for (int i = 0; i < zones.Count; i++)
        {
            if (zones[i].MinFinish < zones[i].MaxStart)
            {
                forwardAt[zones[i].MinFinish + 1] = i;
            }
        }

        int last = -1;
        for (int at = 0; at < forwardAt.Length; at++)
        {
            int zone = forwardAt[at];
            if (zone >= 0)
            {
                if (last >= 0 && zones[zone].MinFinish < zones[last].MaxStart)
                {
                    return Conflict(zones[last], zones[zone]);
                }

                last = zone;
            }

            forwardAt[at] = last;
        }

        foreach (Zone zone in zones)
        {
            if (zone.MaxStart < zone.MinFinish && zone.MaxStart >= 0)
            {
                int before = forwardAt[zone.MaxStart];
                if (before >= 0 && zone.MinFinish < zones[before].MaxStart)
                {
                    return Conflict(zones[before], zone);
                }
            }
        }

        return Finding.Linearizable;
    }

    private Finding Conflict(Zone first, Zone second) =>
        Blame(first.MinFinishBy, first.MaxStartBy, second.MinFinishBy, second.MaxStartBy);

    /// <summary>
    /// Blames operations, with the chain of writes that each rests on, and for those that never returned
    /// somebody who saw that they took effect all the same.
    /// </summary>
    private Finding Blame(params int[] operations)
    {
        SortedSet<int> needed = [];
        Stack<int> open = new(operations.Where(operation => operation >= 0));
        while (open.TryPop(out int operation))
        {
            if (!needed.Add(operation))
            {
                continue;
            }

            if (_history.Expected[operation] >= 0 && _writer[_history.Expected[operation]] >= 0)
            {
                open.Push(_writer[_history.Expected[operation]]);
            }

            if (_history.IsOpen(operation))
            {
                int written = _history.Written[operation];
                open.Push(_firstRead[written] >= 0 ? _firstRead[written] : _successor[written]);
            }
        }

        return Finding.Broken([.. needed]);
    }

    private readonly record struct Zone(int MinFinish, int MinFinishBy, int MaxStart, int MaxStartBy);
}
