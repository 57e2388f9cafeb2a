namespace Simulation.Components.Transactions;

/// <summary>Why transactions abort, as clients are told.</summary>
internal static class AbortReason
{
    /// <summary>The client wanted it.</summary>
    public const string Requested = "requested";

    /// <summary>An older transaction wanted its locks.</summary>
    public const string Wounded = "wounded";

    /// <summary>It waited for a lock too long.</summary>
    public const string LockTimeout = "lock-timeout";

    /// <summary>The leader that knew its locks is gone.</summary>
    public const string LeaderChanged = "leader-changed";

    /// <summary>A shard did not answer in time.</summary>
    public const string Unreachable = "shard-unreachable";

    /// <summary>Its client was silent for too long, or moved on to another transaction.</summary>
    public const string Lease = "lease-expired";

    /// <summary>The client asked another node to go on with it, which does not know it.</summary>
    public const string SessionLost = "session-lost";

    /// <summary>Its decision was asked for before there was one, so that it was undone.</summary>
    public const string Presumed = "presumed-abort";

    /// <summary>
    /// Another attempt at the same operation is prepared, and nobody knows yet what becomes of it.
    /// </summary>
    public const string InDoubt = "in-doubt";
}
