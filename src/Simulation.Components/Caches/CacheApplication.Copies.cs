using Simulation.Components.Calls;
using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Caches;

/// <content>Where an application finds copies of a key, and how they are kept up to date.</content>
internal sealed partial class CacheApplication
{
    private static readonly SimDuration Avoidance = 5.Seconds;

    private readonly Dictionary<ProcessRef, SimTime> _silentUntil = [];
    private NearCache? _near;
    private Invalidations? _invalidations;
    private ProcessTimer? _repeat;

    private bool IsCompared => _options.Invalidate.By == InvalidationRule.Version;

    private void StartNear()
    {
        if (layout.Near is null)
        {
            return;
        }

        _near = _options.Near is null ? null : new NearCache(_options, Random.Split("near"));
        _repeat = CreateTimer("invalidate");
        var line = new CallLine(
            (target, message) => Send(target, message, CacheMessage.Bytes),
            CreateTimer,
            Address.Node.Clock
        );
        _invalidations = new Invalidations(layout, Address, line, _repeat, World);
    }

    /// <summary>Whether the near cache takes care of a read: it answers, or the store confirms.</summary>
    private bool IsServedNear(Question question)
    {
        question.Moment = _near!.Moment;
        layout.Near!.Gets.Add();
        if (_near.Find(question.Request.Key, Now) is not { } entry)
        {
            return false;
        }

        layout.Near.Hits.Add();
        if (IsCompared && Now - entry.ValidFrom >= _options.Invalidate.ValidFor)
        {
            Compare(question, entry.Value);
        }
        else
        {
            entry.ServedAt = World.Loop.Now;
            Answer(question, entry.Value);
        }

        return true;
    }

    /// <summary>A cache node holds the key.</summary>
    private void AnswerFound(Question question, CacheMessage.Got got)
    {
        var age = new SimDuration(got.AgeNanoseconds);
        if (IsCompared && age >= _options.Invalidate.ValidFor)
        {
            Compare(question, got.Value);
            return;
        }

        _near?.Keep(question.Request.Key, got.Value, question.Moment, Now, Now - age);
        Answer(question, got.Value);
    }

    /// <summary>Asks the store whether a value still stands; if not, who asked gets the newer one.</summary>
    /// <remarks>Source: RFC 9111, "HTTP Caching", section 4.3, with the value for its own validator.</remarks>
    private void Compare(Question question, Value held)
    {
        question.Held = held;
        _loads.Begin(question.Request.Key, question, lease: 0);
    }

    private void NoteValidation(Question question, Value stored)
    {
        if (question.Held is { } held)
        {
            layout.Near!.Validations.Add();
            layout.Near.ValidationsStale.Add(held.Equals(stored) ? 0 : 1);
        }
    }

    /// <summary>A cache node has answered a client's request.</summary>
    private void NoteThrough(Question question, KvReply reply)
    {
        if (_near is null || reply.Status != KvStatus.Done)
        {
            return;
        }

        string key = question.Request.Key;
        if (question.Request.Function == KvFunction.Read)
        {
            _near.Keep(key, reply.Result, question.Moment, Now, Now);
        }
        else
        {
            DropOwn(key);
            _invalidations!.Publish(key, []);
        }
    }

    /// <summary>A key was written past the cache nodes.</summary>
    private void Publish(string key)
    {
        if (_invalidations is null)
        {
            SendToHolders(key, new CacheMessage.Delete(key));
        }
        else
        {
            DropOwn(key);
            _invalidations.Publish(key, layout.HoldersOf(key));
        }
    }

    private SimTime DropOwn(string key)
    {
        _loads.Outdate(key);
        return _near?.Invalidate(key) ?? SimTime.Zero;
    }

    private void Heed(ProcessRef source, CacheMessage.Invalidate invalidate)
    {
        SimTime? published = layout.TakeOverdue(invalidate.Number, World.Loop.Now);
        if (invalidate.Key is null)
        {
            _loads.OutdateAll();
            _near?.Clear();
        }
        else if (DropOwn(invalidate.Key) > published)
        {
            layout.Near!.Late.Add();
        }

        if (invalidate.WantsAnswer)
        {
            Send(source, new CacheMessage.Invalidated(invalidate.Number), CacheMessage.Bytes);
        }
    }

    private void SendToHolders(string key, CacheMessage message)
    {
        if (_options.Replicas == 1)
        {
            Send(layout.OwnerOf(key), message, CacheMessage.Bytes);
            return;
        }

        foreach (ProcessRef holder in layout.HoldersOf(key))
        {
            Send(holder, message, CacheMessage.Bytes);
        }
    }

    /// <summary>The first cache node with the key that was not silent lately; its owner when all were.</summary>
    private ProcessRef HolderToAsk(string key)
    {
        if (_options.Replicas > 1)
        {
            foreach (ProcessRef holder in layout.HoldersOf(key))
            {
                if (!IsSilent(holder))
                {
                    return holder;
                }
            }
        }

        return layout.OwnerOf(key);
    }

    /// <summary>The cache node that was asked is silent: whether another one has the key.</summary>
    private bool CanAskAnother(Question question)
    {
        if (_options.Replicas == 1)
        {
            return false;
        }

        _silentUntil[question.Asked!] = Now + Avoidance;
        return !IsSilent(HolderToAsk(question.Request.Key));
    }

    private bool IsSilent(ProcessRef holder) => Now < _silentUntil.GetValueOrDefault(holder);
}
