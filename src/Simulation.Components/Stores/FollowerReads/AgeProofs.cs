using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.FollowerReads;

/// <summary>
/// What a leader tells a follower: by then nothing was committed behind this index.
/// </summary>
/// <param name="Term">The leader's term.</param>
/// <param name="Time">By the leader's clock, when a round began that a majority has answered since: no other
/// leader had committed anything then.</param>
/// <param name="Index">Every entry committed before that time is at this index or before it.</param>
/// <param name="IsLease">Whether the follower may serve on the strength of it; else it is only asked to
/// answer.</param>
internal sealed record AgeProof(long Term, SimTime Time, long Index, bool IsLease);

/// <summary>A follower's answer to an <see cref="AgeProof"/>.</summary>
/// <param name="Time">The time of the proof that it answers.</param>
/// <param name="Applied">The last entry that its reads show.</param>
internal sealed record AgeNoted(SimTime Time, long Applied);

/// <summary>
/// What a follower knows of the age of what it shows: the latest time, by a leader's clock, at which all that
/// was committed is by now applied here.
/// </summary>
/// <remarks>Source: Corbett et al., "Spanner", OSDI 2012, section 4.1.3 (safe time); Taft et al.,
/// "CockroachDB", SIGMOD 2020, section 3.3 (closed timestamps, follower reads).</remarks>
internal sealed class AgeProofs
{
    private readonly Queue<AgeProof> _waiting = new();

    /// <summary>The time for which the state is proved complete; null before the first proof.</summary>
    public SimTime? CompleteAt { get; private set; }

    /// <summary>Takes a proof that holds once its index is applied.</summary>
    public void Note(AgeProof proof)
    {
        if (proof.IsLease)
        {
            _waiting.Enqueue(proof);
        }
    }

    /// <summary>The state has been applied up to an index.</summary>
    public void OnApplied(long applied)
    {
        while (_waiting.TryPeek(out AgeProof? proof) && proof.Index <= applied)
        {
            _waiting.Dequeue();
            CompleteAt = CompleteAt is { } known && known > proof.Time ? known : proof.Time;
        }
    }

    /// <summary>Whether the state is surely no older than a bound, if the clocks are as close as they
    /// should.</summary>
    /// <param name="now">The follower's clock.</param>
    /// <param name="ageMax">The bound.</param>
    /// <param name="clockError">How far the follower's clock may be behind the leader's.</param>
    public bool IsWithin(SimTime now, SimDuration ageMax, SimDuration clockError) =>
        CompleteAt is { } complete && now + clockError <= complete + ageMax;
}
