namespace Simulation.Kernel.Determinism;

/// <summary>
/// What a process does, once and first of all, so that everything Akka, tasks and Polly do inside it is
/// repeatable in any other process. It takes the process over: nothing else may use the thread pool
/// meanwhile.
/// </summary>
public static class DeterminismLayer
{
    private static readonly List<string> Refusals = [];

    /// <summary>
    /// Why determinism cannot be claimed on this runtime; empty when it can. Asked after installing.
    /// </summary>
    public static IReadOnlyList<string> Problems => Refusals;

    /// <summary>Whether <see cref="Install"/> was called.</summary>
    public static bool IsInstalled { get; private set; }

    internal static ThreadPoolPump? Pump { get; private set; }

    /// <summary>
    /// Fixes the hash seeds, captures the thread pool, and checks that both took. Call it first in a process
    /// and before the first <see cref="Simulator"/>; calling again does nothing.
    /// </summary>
    public static void Install()
    {
        if (IsInstalled)
        {
            return;
        }

        IsInstalled = true;
        Note("hash seeds", HashSeeds.TryFix());
        Pump = ThreadPoolPump.TryInstall(out string? reason);
        Note("thread pool", reason);
        foreach ((string trick, string? failure) in SelfCheck.Run(Pump))
        {
            Note(trick, failure);
        }
    }

    /// <summary>Gives the thread pool back, for whatever the process does after its last run.</summary>
    public static void Release()
    {
        Pump?.Dispose();
        Pump = null;
    }

    private static void Note(string trick, string? failure)
    {
        if (failure is not null)
        {
            Refusals.Add($"{trick}: {failure}");
        }
    }
}
