using Simulation.Kernel.Nodes;

namespace Simulation.Components.Caches;

/// <summary>The invalidations that one receiver has not acknowledged yet, oldest first.</summary>
internal sealed class InvalidationChannel(ProcessRef target)
{
    private readonly Queue<PendingInvalidation> _pending = new();
    private readonly Dictionary<int, PendingInvalidation> _byNumber = [];

    /// <summary>The receiver.</summary>
    public ProcessRef Target => target;

    /// <summary>What is to be repeated.</summary>
    public IEnumerable<PendingInvalidation> Pending => _pending.Where(pending => !pending.IsDone);

    /// <summary>Whether it has answered since the last repetition; a silent one is only probed.</summary>
    public bool IsAnswering { get; set; }

    /// <summary>How many are not acknowledged.</summary>
    public int Count => _byNumber.Count;

    public void Add(PendingInvalidation pending)
    {
        _pending.Enqueue(pending);
        _byNumber.Add(pending.Message.Number, pending);
    }

    /// <summary>An acknowledgement came; null when it is of something that is over.</summary>
    public PendingInvalidation? Acknowledge(int number)
    {
        if (!_byNumber.Remove(number, out PendingInvalidation? done))
        {
            return null;
        }

        IsAnswering = true;
        done.IsDone = true;
        while (_pending.TryPeek(out PendingInvalidation? first) && first.IsDone)
        {
            _pending.Dequeue();
        }

        return done;
    }

    /// <summary>Takes everything out, to be replaced by one message.</summary>
    public IReadOnlyList<PendingInvalidation> TakeAll()
    {
        PendingInvalidation[] all = [.. Pending];
        _pending.Clear();
        _byNumber.Clear();
        return all;
    }
}

/// <summary>An invalidation that a receiver has not acknowledged.</summary>
/// <param name="message">What it is told.</param>
/// <param name="writes">The writes that it is about.</param>
internal sealed class PendingInvalidation(
    CacheMessage.Invalidate message,
    IReadOnlyList<PublishedWrite> writes
)
{
    public CacheMessage.Invalidate Message => message;

    public IReadOnlyList<PublishedWrite> Writes => writes;

    public bool IsDone { get; set; }

    /// <summary>Whether the applications were told before this receiver has answered.</summary>
    public bool IsToldMeanwhile { get; set; }
}

/// <summary>A write on which the caches are brought up to date.</summary>
/// <param name="key">Of what.</param>
/// <param name="owners">How many cache nodes have to acknowledge it.</param>
internal sealed class PublishedWrite(string key, int owners)
{
    public string Key => key;

    /// <summary>How many cache nodes have not acknowledged it.</summary>
    public int OwnersLeft { get; set; } = owners;
}
