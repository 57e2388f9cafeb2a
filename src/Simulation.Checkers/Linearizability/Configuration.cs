namespace Simulation.Checkers.Linearizability;

/// <summary>
/// A way in which the history so far may have happened: the state, and which pending operations have had
/// their effect. An absorbed write was pending while another write took effect: it may have happened just
/// before that one, unseen, and counts as done whenever that is needed, yet may still take effect later.
/// </summary>
internal struct Configuration<TMask>
    where TMask : struct, IMask<TMask>
{
    public int State;
    public TMask Done;
    public TMask Absorbed;
    public TMask Used;

    public readonly ulong Hash =>
        unchecked(
            ((ulong)(uint)State * 0xFF51AFD7ED558CCDUL ^ Done.Hash ^ (Absorbed.Hash * 3) ^ (Used.Hash * 7))
            * 0xC4CEB9FE1A85EC53UL
        );

    public readonly bool Same(in Configuration<TMask> other) =>
        State == other.State
        && Done.Same(other.Done)
        && Absorbed.Same(other.Absorbed)
        && Used.Same(other.Used);

    /// <summary>
    /// Whether whatever can follow the other can follow this: the same state, no more open operations used,
    /// no pending read fewer done, and each pending update just as far or absorbed.
    /// </summary>
    public readonly bool Dominates(in Configuration<TMask> other, Window<TMask> window)
    {
        TMask onlyThis = Done.Except(other.Done);
        TMask onlyOther = other.Done.Except(Done);
        TMask unlike = onlyThis.Or(onlyOther).And(window.Updates).Or(other.Absorbed.Except(Absorbed));
        return unlike.Except(Absorbed).IsEmpty
            && onlyOther.And(window.Reads).IsEmpty
            && Used.Except(other.Used).IsEmpty;
    }
}
