using Simulation.Components.Stores.Quorum;
using Simulation.Kernel;

namespace Simulation.Components.Stores.Crdt;

/// <summary>What one actor has added to a counter.</summary>
/// <param name="Actor">An incarnation of a replica.</param>
/// <param name="Count">How many updates it made.</param>
/// <param name="Up">The sum of what it added.</param>
/// <param name="Down">The sum of what it took away, not below zero.</param>
public readonly record struct CounterShare(long Actor, long Count, long Up, long Down);

/// <summary>A counter that goes up and down: each actor's sums only grow, and the larger ones are the
/// later.</summary>
/// <remarks>Source: Shapiro et al., "A Comprehensive Study of Convergent and Commutative Replicated Data
/// Types", INRIA RR-7506, 2011, specification 7.</remarks>
public sealed class PnCounter : Lattice
{
    private readonly CounterShare[] _shares;

    private PnCounter(CounterShare[] shares)
    {
        _shares = shares;
        VectorClock seen = VectorClock.Empty;
        ulong hash = 1;
        foreach (CounterShare share in shares)
        {
            seen = seen.With(share.Actor, share.Count);
            hash = Mix(Mix(Mix(hash, share.Actor), share.Up), share.Down);
        }

        Seen = seen;
        Hash = hash;
    }

    /// <summary>Zero.</summary>
    public static PnCounter Zero { get; } = new([]);

    /// <summary>What has been added, less what has been taken away.</summary>
    public long Number => _shares.Sum(share => share.Up - share.Down);

    /// <inheritdoc/>
    public override VectorClock Seen { get; }

    /// <inheritdoc/>
    public override ulong Hash { get; }

    /// <inheritdoc/>
    public override int SizeBytes => 32 * _shares.Length;

    /// <summary>The counter after an actor has added an amount, which may be negative.</summary>
    public PnCounter Add(long actor, long amount)
    {
        CounterShare own = Array.Find(_shares, share => share.Actor == actor);
        var next = new CounterShare(
            actor,
            own.Count + 1,
            own.Up + Math.Max(0, amount),
            own.Down + Math.Max(0, -amount)
        );
        return (PnCounter)Join(new PnCounter([next]));
    }

    /// <inheritdoc/>
    public override Lattice Join(Lattice other)
    {
        CounterShare[] theirs = ((PnCounter)other)._shares;
        var joined = new List<CounterShare>(_shares.Length + theirs.Length);
        int left = 0;
        int right = 0;
        while (left < _shares.Length || right < theirs.Length)
        {
            if (
                right == theirs.Length
                || (left < _shares.Length && _shares[left].Actor < theirs[right].Actor)
            )
            {
                joined.Add(_shares[left++]);
            }
            else if (left == _shares.Length || theirs[right].Actor < _shares[left].Actor)
            {
                joined.Add(theirs[right++]);
            }
            else
            {
                joined.Add(Later(_shares[left++], theirs[right++]));
            }
        }

        return new PnCounter([.. joined]);
    }

    private static CounterShare Later(CounterShare left, CounterShare right)
    {
        CounterShare later = left.Count >= right.Count ? left : right;
        Invariant.That(later.Up >= Math.Max(left.Up, right.Up));
        Invariant.That(later.Down >= Math.Max(left.Down, right.Down));
        return later;
    }
}
