using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Components.Transactions.Shards;

/// <summary>How a step went at a shard.</summary>
internal abstract record StepOutcome
{
    private StepOutcome() { }

    /// <summary>It is done.</summary>
    /// <param name="Result">What it returned; nil for a write.</param>
    public sealed record Done(Value Result) : StepOutcome;

    /// <summary>It waits for others; it is tried again when one of them ends.</summary>
    public sealed record Waits : StepOutcome;

    /// <summary>The transaction cannot go on.</summary>
    /// <param name="Reason">Why, in kebab-case.</param>
    public sealed record Fails(string Reason) : StepOutcome;

    /// <summary>A write is done.</summary>
    public static StepOutcome Written { get; } = new Done(Value.Nil);

    /// <summary>It waits.</summary>
    public static StepOutcome Waiting { get; } = new Waits();
}

/// <summary>
/// What a step does to a shard under the rules of an isolation level: which version it reads, what it locks,
/// for whom it waits, and whom it keeps from going on.
/// </summary>
/// <param name="options">The level and its variants.</param>
/// <param name="state">The committed values.</param>
/// <param name="locks">Who holds what.</param>
/// <param name="wound">Undoes an open transaction to make room for an older one.</param>
/// <remarks>Source: Rosenkrantz, Stearns, Lewis, "System Level Concurrency Control for Distributed Database
/// Systems", TODS 1978, for wound-wait and wait-die.</remarks>
internal sealed class StepExecution(
    DatabaseOptions options,
    ShardState state,
    LockTable locks,
    Action<ActiveTransaction> wound
)
{
    private readonly IsolationLevel _level = options.Level;
    private readonly List<ActiveTransaction> _conflicts = [];

    /// <summary>Does a step, or finds what is in its way.</summary>
    public StepOutcome Try(ActiveTransaction transaction, in TransactionStep step)
    {
        ReadRule rule = RuleOf(transaction);
        switch (step.Function)
        {
            case TransactionFunction.Read:
                return Read(transaction, step.Key, rule);
            case TransactionFunction.Write:
                return Write(transaction, step.Key, step.Argument);
            case TransactionFunction.Append:
                return Append(transaction, step.Key, step.Argument, rule);
            case TransactionFunction.ReadRange:
                return ReadRange(transaction, new KeyRange(step.Key, step.Argument.AsText!), rule);
            default:
                throw new InvariantViolation("every function has a case");
        }
    }

    private ReadRule RuleOf(ActiveTransaction transaction) =>
        transaction.Start.IsReadOnly ? ReadRule.Snapshot
        : options.Planted == PlantedDatabaseBug.DirtyRead ? ReadRule.Uncommitted
        : _level.Reads;

    private StepOutcome Read(ActiveTransaction transaction, string key, ReadRule rule)
    {
        if (transaction.WrittenTo(key) is { } own)
        {
            return new StepOutcome.Done(own);
        }

        switch (rule)
        {
            case ReadRule.Uncommitted:
                return new StepOutcome.Done(Uncommitted(key));
            case ReadRule.Committed:
                return new StepOutcome.Done(state.Keys.Newest(key).Value);
            case ReadRule.Cursor:
            case ReadRule.ItemLocks:
            case ReadRule.RangeLocks:
                if (Share(transaction, key) is { } obstacle)
                {
                    return obstacle;
                }

                KeyVersion locked = state.Keys.Newest(key);
                if (rule == ReadRule.Cursor)
                {
                    locks.ReleaseShared(transaction, except: key);
                    transaction.Reads.Add(new KeyRead(key, locked.Stamp));
                }

                return new StepOutcome.Done(locked.Value);
            case ReadRule.Snapshot:
                return ReadSnapshot(transaction, key);
            case ReadRule.Validated:
                KeyVersion newest = state.Keys.Newest(key);
                transaction.Reads.Add(new KeyRead(key, newest.Stamp));
                return new StepOutcome.Done(newest.Value);
            default:
                throw new InvariantViolation("every rule has a case");
        }
    }

    private StepOutcome ReadSnapshot(ActiveTransaction transaction, string key)
    {
        if (IsUndecidedBefore(transaction, key))
        {
            return StepOutcome.Waiting;
        }

        return state.Keys.At(key, transaction.Snapshot) is { } version
            ? new StepOutcome.Done(version.Value)
            : new StepOutcome.Fails("snapshot-too-old");
    }

    /// <summary>
    /// Whether another transaction is about to commit a version that the snapshot may have to show.
    /// </summary>
    private bool IsUndecidedBefore(ActiveTransaction transaction, string key)
    {
        if (
            locks.WriterOf(key) is { Phase: not TransactionPhase.Open } writer
            && !ReferenceEquals(writer, transaction)
            && writer.Stamp <= transaction.Snapshot
        )
        {
            writer.IsMet = true;
            return true;
        }

        return false;
    }

    private Value Uncommitted(string key) =>
        locks.WriterOf(key)?.WrittenTo(key) ?? state.Keys.Newest(key).Value;

    private StepOutcome Write(ActiveTransaction transaction, string key, Value value)
    {
        if (OwnWhereWritesLock(transaction, key) is { } obstacle)
        {
            return obstacle;
        }

        transaction.Write(key, value);
        return StepOutcome.Written;
    }

    /// <summary>
    /// Reads a list and writes it back longer. Where writes lock, the lock comes first, so that no append is
    /// lost; else the read is one like any other and the end of the transaction tells.
    /// </summary>
    private StepOutcome Append(ActiveTransaction transaction, string key, Value item, ReadRule rule)
    {
        if (OwnWhereWritesLock(transaction, key) is { } obstacle)
        {
            return obstacle;
        }

        ReadRule reading = _level.LocksWrites ? ReadRule.Committed : rule;
        StepOutcome read = Read(transaction, key, reading);
        if (read is not StepOutcome.Done { Result: var current })
        {
            return read;
        }

        if (!current.IsNil && current.AsList is null)
        {
            return new StepOutcome.Fails("not-a-list");
        }

        transaction.Write(key, Value.Of([.. current.AsList ?? [], item]));
        return StepOutcome.Written;
    }

    /// <summary>
    /// Where writes lock, locks a key. With a cursor, a write of what was read fails when the cursor has moved
    /// on and the key was overwritten since: else that update would be lost.
    /// </summary>
    private StepOutcome? OwnWhereWritesLock(ActiveTransaction transaction, string key)
    {
        if (!_level.LocksWrites)
        {
            return null;
        }

        StepOutcome? obstacle = Own(transaction, key);
        if (obstacle is not null || _level.Reads != ReadRule.Cursor)
        {
            return obstacle;
        }

        locks.ReleaseShared(transaction, except: null);
        long newest = state.Keys.Newest(key).Stamp;
        bool isStable = transaction.Reads.TrueForAll(read =>
            read.Stamp == newest || !string.Equals(read.Key, key, StringComparison.Ordinal)
        );
        return isStable ? null : new StepOutcome.Fails("write-conflict");
    }

    private StepOutcome ReadRange(ActiveTransaction transaction, KeyRange range, ReadRule rule)
    {
        if (rule == ReadRule.RangeLocks)
        {
            _conflicts.Clear();
            locks.AddConflictsOfRange(transaction, range, _conflicts);
            if (Settle(transaction) is { } obstacle)
            {
                return obstacle;
            }

            locks.TakeRange(transaction, range);
        }

        if (rule == ReadRule.Validated)
        {
            transaction.RangeReads.Add((range, [.. state.Keys.StampsIn(range)]));
        }

        var found = new List<Value>();
        foreach (string key in KeysIn(transaction, range, rule))
        {
            ReadRule single = rule is ReadRule.RangeLocks or ReadRule.Validated ? ReadRule.Committed : rule;
            StepOutcome outcome = Read(transaction, key, single);
            if (outcome is not StepOutcome.Done done)
            {
                return outcome;
            }

            if (!done.Result.IsNil)
            {
                found.Add(Value.Of(Value.Of(key), done.Result));
            }
        }

        return new StepOutcome.Done(Value.Of([.. found]));
    }

    /// <summary>The keys of a range that may have a value for a transaction, in order.</summary>
    private List<string> KeysIn(ActiveTransaction transaction, KeyRange range, ReadRule rule)
    {
        var keys = new SortedSet<string>(state.Keys.KeysIn(range), StringComparer.Ordinal);
        foreach (KeyWrite write in transaction.Writes)
        {
            if (range.Contains(write.Key))
            {
                keys.Add(write.Key);
            }
        }

        if (rule is ReadRule.Uncommitted or ReadRule.Snapshot)
        {
            keys.UnionWith(locks.ExclusiveIn(range));
        }

        return [.. keys];
    }

    private StepOutcome? Share(ActiveTransaction transaction, string key)
    {
        _conflicts.Clear();
        locks.AddConflictsOfShared(transaction, key, _conflicts);
        if (Settle(transaction) is { } obstacle)
        {
            return obstacle;
        }

        locks.TakeShared(transaction, key);
        return null;
    }

    private StepOutcome? Own(ActiveTransaction transaction, string key)
    {
        _conflicts.Clear();
        locks.AddConflictsOfExclusive(transaction, key, _conflicts);
        if (Settle(transaction) is { } obstacle)
        {
            return obstacle;
        }

        locks.TakeExclusive(transaction, key);
        return null;
    }

    /// <summary>
    /// Settles the conflicts found: wounds, waits or dies; null when the way is free. Who is on its way to
    /// commit waits for nobody, so that waiting for it is no danger.
    /// </summary>
    private StepOutcome? Settle(ActiveTransaction transaction)
    {
        bool waits = false;
        foreach (ActiveTransaction other in _conflicts)
        {
            bool isOlder = transaction.Start.IsOlderThan(other.Start);
            if (other.Phase != TransactionPhase.Open)
            {
                other.IsMet = true;
                waits = true;
            }
            else if (options.Deadlock == DeadlockRule.WaitDie)
            {
                if (!isOlder)
                {
                    return new StepOutcome.Fails("deadlock");
                }

                waits = true;
            }
            else if (isOlder)
            {
                wound(other);
            }
            else
            {
                waits = true;
            }
        }

        return waits ? StepOutcome.Waiting : null;
    }
}
