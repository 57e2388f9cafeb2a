namespace Simulation.Checkers.Sessions;

/// <summary>
/// Decides read-your-writes, which does not keep the order of reads. A session has a view exactly when it
/// never reads an initial value after a write of its own to the key, and no two writes of its own to a key
/// are each read after the other was made. Linear time.
/// </summary>
/// <remarks>
/// A read of w that comes after the session's own write v to the key puts v before w; between foreign writes
/// nothing is asked, so that only own writes can be asked for in both orders.
/// </remarks>
internal static class ReadYourWrites
{
    /// <summary>Steps that together leave the session without a view, or null when it has one.</summary>
    public static List<int>? FindConflict(SessionLog log, int session)
    {
        Dictionary<int, int> lastRead = [];
        Dictionary<int, List<int>> ownByKey = [];
        foreach (int step in log.BySession[session])
        {
            int key = log.Keys[step];
            if (log.IsWrite(step))
            {
                ownByKey.TryAdd(key, []);
                ownByKey[key].Add(step);
                continue;
            }

            if (log.IsLost(step))
            {
                continue;
            }

            int source = log.Sources[step];
            int known = ownByKey.TryGetValue(key, out List<int>? own) ? LastReturned(log, own) : -1;
            if (source == SessionLog.Initial && known >= 0)
            {
                return [known, step];
            }

            if (source >= 0)
            {
                lastRead[source] = step;
            }
        }

        foreach (int write in log.BySession[session].Where(log.IsWrite))
        {
            if (FindRival(log, ownByKey[log.Keys[write]], write, lastRead) is { } conflict)
            {
                return conflict;
            }
        }

        return null;
    }

    private static int LastReturned(SessionLog log, List<int> own)
    {
        for (int i = own.Count - 1; i >= 0; i--)
        {
            if (!log.IsLost(own[i]))
            {
                return own[i];
            }
        }

        return -1;
    }

    /// <summary>A later write of the session that must come both before and after this one.</summary>
    private static List<int>? FindRival(
        SessionLog log,
        List<int> own,
        int write,
        Dictionary<int, int> lastRead
    )
    {
        if (log.IsLost(write) || !lastRead.TryGetValue(write, out int read))
        {
            return null;
        }

        for (int i = own.BinarySearch(write) + 1; i < own.Count && own[i] < read; i++)
        {
            bool isRival =
                !log.IsLost(own[i]) && lastRead.TryGetValue(own[i], out int other) && other > write;
            if (isRival)
            {
                return [write, own[i], read, lastRead[own[i]]];
            }
        }

        return null;
    }
}
