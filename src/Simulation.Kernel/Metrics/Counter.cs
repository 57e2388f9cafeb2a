namespace Simulation.Kernel.Metrics;

/// <summary>A count that only grows.</summary>
public sealed class Counter
{
    /// <summary>The count so far.</summary>
    public long Value { get; private set; }

    /// <summary>Counts one.</summary>
    public void Add() => Value++;

    /// <summary>Counts several.</summary>
    /// <param name="count">At least 0.</param>
    public void Add(long count)
    {
        Invariant.That(count >= 0);
        Value += count;
    }
}

/// <summary>A level that goes up and down, and the highest it has been.</summary>
public sealed class Gauge
{
    /// <summary>The level now.</summary>
    public long Value { get; private set; }

    /// <summary>The highest level so far, at least 0.</summary>
    public long Highest { get; private set; }

    /// <summary>Sets the level.</summary>
    public void Set(long value)
    {
        Value = value;
        Highest = Math.Max(Highest, value);
    }

    /// <summary>Moves the level.</summary>
    public void Add(long change) => Set(Value + change);
}
