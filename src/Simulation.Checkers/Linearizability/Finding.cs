namespace Simulation.Checkers.Linearizability;

/// <summary>What a check found about one object's history.</summary>
/// <param name="Answer">Whether it is linearizable; null when the check cannot tell.</param>
/// <param name="Witnesses">
/// Numbers of operations that break it together; null to say "everything up to <paramref name="Reached"/>".
/// </param>
/// <param name="Reached">The event up to which the history is known to be linearizable.</param>
internal readonly record struct Finding(bool? Answer, int[]? Witnesses, int Reached)
{
    public static Finding Linearizable => new(true, null, int.MaxValue);

    public static Finding Unknown => new(null, null, 0);

    public static Finding Broken(params int[] witnesses) => new(false, witnesses, 0);
}
