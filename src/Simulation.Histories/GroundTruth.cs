using Simulation.Kernel.Time;

namespace Simulation.Histories;

/// <summary>
/// What only the lab can know: which replica held which write when. For white-box judgements; a black-box
/// checker never sees it.
/// </summary>
public sealed class GroundTruth
{
    private readonly GrowingList<Applied> _applied = new();

    /// <summary>
    /// Every change of a replica's visible value of a key, in the order in which it happened.
    /// </summary>
    public IReadOnlyList<Applied> Changes => _applied;

    /// <summary>
    /// The replicas that hold a key, by node number; null where every replica holds every key.
    /// </summary>
    public Func<string, IReadOnlyList<int>>? HomesOf { get; set; }

    /// <summary>
    /// Records that a replica now shows a write's value for a key.
    /// </summary>
    /// <param name="time">Real time.</param>
    /// <param name="replica">The replica's node number.</param>
    /// <param name="key">The key.</param>
    /// <param name="write">The operation's index in the history, or <see cref="Applied.Nothing"/>.</param>
    /// <param name="replaced">
    /// The write that the replica showed before, or <see cref="Applied.Nothing"/>.
    /// </param>
    /// <param name="isAcceptance">
    /// True when the replica took the write on its way to being acknowledged, so that it really follows what
    /// it replaced; false when it came later by replication, repair or conflict resolution.
    /// </param>
    public void Apply(SimTime time, int replica, string key, int write, int replaced, bool isAcceptance) =>
        _applied.Add(new Applied(time, replica, key, write, replaced, isAcceptance));
}

/// <summary>A replica's visible value of a key changed. See <see cref="GroundTruth.Apply"/>.</summary>
public readonly record struct Applied(
    SimTime Time,
    int Replica,
    string Key,
    int Write,
    int Replaced,
    bool IsAcceptance
)
{
    /// <summary>Stands for "no write": the key's initial state, or a replica that lost what it had.</summary>
    public const int Nothing = -1;
}
