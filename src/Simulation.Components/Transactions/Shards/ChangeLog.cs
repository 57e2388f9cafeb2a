using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Components.Transactions.Shards;

/// <summary>A committed change of a key.</summary>
/// <param name="Number">Counts the changes of a shard from 0, the same on all its replicas.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">The value that stands since; nil when the key was deleted.</param>
/// <param name="Operation">The operation that wrote it.</param>
internal readonly record struct Change(long Number, string Key, Value Value, int Operation);

/// <summary>
/// The latest changes of a shard in the order of its replicated log, for those who follow them from outside. It
/// is part of the replicated state, so that a follower may go on at any replica.
/// </summary>
/// <param name="keep">How many changes are kept, at least 1.</param>
internal sealed class ChangeLog(int keep)
{
    private readonly Queue<Change> _changes = new();

    /// <summary>The number of the oldest change that is kept.</summary>
    public long First => End - _changes.Count;

    /// <summary>The number that the next change will have.</summary>
    public long End { get; private set; }

    /// <summary>Adds a change.</summary>
    public void Add(string key, in KeyVersion version)
    {
        _changes.Enqueue(new Change(End, key, version.Value, version.Operation));
        End++;
        if (_changes.Count > keep)
        {
            _changes.Dequeue();
        }
    }

    /// <summary>The changes from a number on, at most so many.</summary>
    /// <param name="number">From <see cref="First"/> to <see cref="End"/>.</param>
    /// <param name="limit">At least 1.</param>
    public Change[] From(long number, int limit)
    {
        Invariant.That(number >= First && number <= End);
        return [.. _changes.Skip((int)(number - First)).Take(limit)];
    }

    /// <summary>A copy of everything.</summary>
    public ChangeLogImage ToImage() => new(End, _changes.ToArray());

    /// <summary>Replaces everything.</summary>
    public void Restore(ChangeLogImage image)
    {
        _changes.Clear();
        End = image.End;
        foreach (Change change in image.Changes.Span)
        {
            _changes.Enqueue(change);
        }
    }
}

/// <summary>A change log at one moment.</summary>
/// <param name="End">The number that the next change will have.</param>
/// <param name="Changes">Those that are kept, oldest first.</param>
internal readonly record struct ChangeLogImage(long End, ReadOnlyMemory<Change> Changes);
