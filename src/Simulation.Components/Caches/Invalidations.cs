using Simulation.Components.Calls;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Caches;

/// <summary>
/// Tells caches that a key was written. Cache nodes come first: an application that dropped its entry before
/// them could fetch the old value from there again. When a cache node is silent the applications are told
/// meanwhile, and once more when it has answered.
/// </summary>
/// <param name="layout">Who is told.</param>
/// <param name="self">Who tells.</param>
/// <param name="line">How.</param>
/// <param name="repeat">Runs out when unanswered messages are due again.</param>
/// <param name="world">Where numbers and, for the measurements, the right time come from.</param>
internal sealed class Invalidations(
    CacheLayout layout,
    ProcessRef self,
    CallLine line,
    ProcessTimer repeat,
    World world
)
{
    private readonly InvalidationOptions _options = layout.Options.Invalidate;
    private readonly Dictionary<ProcessRef, InvalidationChannel> _byTarget = [];
    private readonly List<InvalidationChannel> _channels = [];
    private readonly CallNumbers _numbers = CallNumbers.Of(world);
    private bool _isRepeating;

    private NearMetrics Metrics => layout.Near!;

    /// <summary>How many receivers have not answered.</summary>
    public int UnansweredCount => _channels.Sum(channel => channel.Count);

    /// <summary>A write has ended, or may have.</summary>
    /// <param name="key">Of what.</param>
    /// <param name="owners">The cache nodes that are to delete it.</param>
    public void Publish(string key, IReadOnlyList<ProcessRef> owners)
    {
        if (_options.By != InvalidationRule.Reliable)
        {
            foreach (ProcessRef owner in owners)
            {
                line.Send(owner, new CacheMessage.Delete(key));
            }

            if (_options.By == InvalidationRule.Lossy)
            {
                TellApplications(new PublishedWrite(key, owners: 0));
            }

            return;
        }

        var write = new PublishedWrite(key, owners.Count);
        foreach (ProcessRef owner in owners)
        {
            Queue(owner, write);
        }

        if (owners.Count == 0)
        {
            TellApplications(write);
        }
    }

    /// <summary>A receiver knows.</summary>
    public void Acknowledge(ProcessRef source, int number)
    {
        if (
            !_byTarget.TryGetValue(source, out InvalidationChannel? channel)
            || channel.Acknowledge(number) is not { } done
        )
        {
            return;
        }

        if (layout.IsCacheNode(source))
        {
            foreach (PublishedWrite write in done.Writes)
            {
                if (--write.OwnersLeft == 0)
                {
                    TellApplications(write);
                }
            }
        }
    }

    /// <summary>The timer has run out.</summary>
    public void Repeat()
    {
        _isRepeating = false;
        InvalidationChannel[] channels = [.. _channels];
        foreach (InvalidationChannel channel in channels)
        {
            int repeats = channel.IsAnswering ? channel.Count : Math.Min(channel.Count, 1);
            channel.IsAnswering = false;
            foreach (PendingInvalidation pending in channel.Pending.Take(repeats))
            {
                Metrics.Repeated.Add();
                line.Send(channel.Target, pending.Message);
            }

            if (layout.IsCacheNode(channel.Target))
            {
                TellMeanwhile(channel);
            }
        }

        RepeatLater();
    }

    /// <summary>A cache node is silent: applications need not wait for it.</summary>
    private void TellMeanwhile(InvalidationChannel channel)
    {
        foreach (PendingInvalidation pending in channel.Pending.Where(pending => !pending.IsToldMeanwhile))
        {
            pending.IsToldMeanwhile = true;
            foreach (PublishedWrite write in pending.Writes)
            {
                TellApplications(write);
            }
        }
    }

    private void TellApplications(PublishedWrite write)
    {
        if (layout.Options.Near is null)
        {
            return;
        }

        foreach (ProcessRef application in layout.Applications)
        {
            if (ReferenceEquals(application, self))
            {
                continue;
            }

            if (_options.By == InvalidationRule.Reliable)
            {
                Queue(application, write);
            }
            else
            {
                line.Send(application, NewMessage(write.Key));
            }
        }
    }

    private void Queue(ProcessRef target, PublishedWrite write)
    {
        if (!_byTarget.TryGetValue(target, out InvalidationChannel? channel))
        {
            channel = new InvalidationChannel(target);
            _byTarget.Add(target, channel);
            _channels.Add(channel);
        }

        PendingInvalidation pending;
        if (channel.Count < _options.Limit)
        {
            pending = new PendingInvalidation(NewMessage(write.Key), [write]);
        }
        else
        {
            IReadOnlyList<PendingInvalidation> full = channel.TakeAll();
            Metrics.Overflowed.Add(full.Count);
            foreach (PendingInvalidation dropped in full)
            {
                layout.Overdue.Remove(dropped.Message.Number);
            }

            pending = new PendingInvalidation(
                NewMessage(key: null),
                [.. full.SelectMany(dropped => dropped.Writes), write]
            );
        }

        channel.Add(pending);
        line.Send(target, pending.Message);
        RepeatLater();
    }

    private CacheMessage.Invalidate NewMessage(string? key)
    {
        int number = _numbers.Next();
        Metrics.Sent.Add();
        layout.Overdue.Add(number, world.Loop.Now);
        return new CacheMessage.Invalidate(number, key, _options.By == InvalidationRule.Reliable);
    }

    private void RepeatLater()
    {
        if (!_isRepeating && UnansweredCount > 0)
        {
            _isRepeating = true;
            repeat.Set(_options.RepeatAfter);
        }
    }
}
