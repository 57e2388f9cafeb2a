namespace Simulation.Components.Stores.Causal;

/// <summary>
/// Which writes a replica has made visible, one log for each replica that takes writes; and those that came
/// too early, which wait for what they depend on.
/// </summary>
/// <remarks>Source: Ladin, Liskov, Shrira, Ghemawat, "Providing High Availability Using Lazy Replication",
/// ACM TOCS 1992, section 3.3; Lloyd et al., "Don't Settle for Eventual" (COPS), SOSP 2011, section
/// 4.2.</remarks>
/// <param name="size">How many replicas there are.</param>
/// <param name="checksDependencies">Whether writes wait at all, other than for those before them in their
/// own log.</param>
public sealed class WriteLogs(int size, bool checksDependencies)
{
    private readonly List<LoggedWrite>[] _logs =
    [
        .. Enumerable.Range(0, size).Select(_ => new List<LoggedWrite>()),
    ];
    private readonly SortedDictionary<long, LoggedWrite>[] _early =
    [
        .. Enumerable.Range(0, size).Select(_ => new SortedDictionary<long, LoggedWrite>()),
    ];
    private VersionVector _trimmed = VersionVector.Empty(size);

    /// <summary>What is visible.</summary>
    public VersionVector Visible { get; private set; } = VersionVector.Empty(size);

    /// <summary>How many writes wait for others.</summary>
    public int EarlyCount => _early.Sum(log => log.Count);

    /// <summary>Begins with what a base image holds.</summary>
    public void Restore(VersionVector applied)
    {
        Visible = applied;
        _trimmed = applied;
    }

    /// <summary>Takes a write in, unless it is known; <see cref="TryTakeNext"/> tells what became
    /// visible.</summary>
    public void Receive(LoggedWrite write)
    {
        if (write.Count > Visible[write.Origin])
        {
            _early[write.Origin].TryAdd(write.Count, write);
        }
    }

    /// <summary>Makes the next write visible whose dependencies are; false when none is left.</summary>
    public bool TryTakeNext(out LoggedWrite write)
    {
        for (int origin = 0; origin < size; origin++)
        {
            if (_early[origin].Count == 0)
            {
                continue;
            }

            (long count, write) = _early[origin].First();
            if (count == Visible[origin] + 1 && (!checksDependencies || Visible.Covers(write.Dependencies)))
            {
                _early[origin].Remove(count);
                _logs[origin].Add(write);
                Visible = Visible.With(origin, count);
                return true;
            }
        }

        write = null!;
        return false;
    }

    /// <summary>What another replica lacks, each log in its order.</summary>
    /// <param name="theirs">What it has.</param>
    /// <param name="countMax">The most of each log.</param>
    public LoggedWrite[] MissingFrom(VersionVector theirs, int countMax)
    {
        var missing = new List<LoggedWrite>();
        for (int origin = 0; origin < size; origin++)
        {
            int start = (int)Math.Max(0, theirs[origin] - _trimmed[origin]);
            int end = Math.Min(_logs[origin].Count, start + countMax);
            for (int index = start; index < end; index++)
            {
                missing.Add(_logs[origin][index]);
            }
        }

        return [.. missing];
    }

    /// <summary>Forgets what every replica has for good.</summary>
    public void Trim(VersionVector everywhere)
    {
        for (int origin = 0; origin < size; origin++)
        {
            long count = Math.Min(everywhere[origin], Visible[origin]) - _trimmed[origin];
            if (count > 0)
            {
                _logs[origin].RemoveRange(0, (int)count);
                _trimmed = _trimmed.With(origin, _trimmed[origin] + count);
            }
        }
    }
}
