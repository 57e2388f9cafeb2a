using Simulation.Kernel.Options;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.PrimaryBackup;

/// <summary>What can be chosen about a primary-backup store.</summary>
public sealed record PrimaryBackupOptions : IValidatedOptions
{
    /// <summary>What a write waits for.</summary>
    [Option(
        "What a write waits for: the primary's disk (async), some backups too (semi-sync), all in view (sync)."
    )]
    public ReplicationMode Mode { get; init; } = ReplicationMode.Async;

    /// <summary>With semi-sync, how many backups must have synced a write.</summary>
    [Option(
        "With mode: semi-sync, how many backups must have synced a write before it is acknowledged.",
        Min = "1"
    )]
    public int SyncBackups { get; init; } = 1;

    /// <summary>The replicas that only vote.</summary>
    [Option(
        "The nodes (or all of these regions, zones, clouds) whose replicas only vote: they hold no data, but "
            + "let one of two sides have a majority.",
        Names = NameKind.Place
    )]
    public IReadOnlyList<string> Witnesses { get; init; } = [];

    /// <summary>How long new records wait before they are shipped; null for not at all.</summary>
    [Option(
        "With mode: async, how long the primary gathers writes before it ships them, drawn each time; "
            + "off: each write is shipped at once."
    )]
    public Distribution? Lag { get; init; }

    /// <summary>What becoming primary takes.</summary>
    [Option("What it takes to make a backup primary, beside the election.")]
    public PromotionOptions Promotion { get; init; } = new();

    /// <summary>Who answers reads.</summary>
    [Option("Who answers reads: the primary alone, or any replica from what it has.")]
    public ReadSource Reads { get; init; } = ReadSource.Primary;

    /// <summary>How often the primary shows that it lives.</summary>
    [Option("How often the primary shows its backups that it lives.", Min = "1ms")]
    public SimDuration HeartbeatInterval { get; init; } = 100.Milliseconds;

    /// <summary>How long a backup waits for the primary before it may stand for election, or vote.</summary>
    [Option(
        "The least silence of the primary after which a backup stands for election; it waits up to twice as long.",
        Min = "10ms"
    )]
    public SimDuration ElectionTimeout { get; init; } = 1.Seconds;

    /// <summary>When a primary without a majority stops; null for never, so that it goes on until it hears of
    /// a successor.</summary>
    [Option(
        "How long a primary may be without contact to a majority before it stops serving; off by default, "
            + "which is how an asynchronous failover loses acknowledged writes.",
        Min = "10ms"
    )]
    public SimDuration? StepDownAfter { get; init; }

    /// <summary>With sync, when a silent backup leaves the view.</summary>
    [Option(
        "With mode: sync, how long a silent backup keeps writes waiting before it leaves the view.",
        Min = "10ms"
    )]
    public SimDuration ViewTimeout { get; init; } = 500.Milliseconds;

    /// <summary>How many records the log keeps for backups that lag; one that lags more gets a full
    /// copy.</summary>
    [Option(
        "How many log records are kept for backups that lag; one that lags more gets a full copy.",
        Min = "1"
    )]
    public int LogKept { get; init; } = 10_000;

    /// <summary>A mistake made on purpose, for scenarios that show that a checker notices; null for
    /// none.</summary>
    [Option("A bug planted on purpose, to show that the checkers notice it; none by default.")]
    public PlantedBug? Planted { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (StepDownAfter > ElectionTimeout)
        {
            yield return (
                "step-down-after",
                "must not exceed election-timeout, or two primaries serve at once"
            );
        }

        if (Lag is not null && Mode != ReplicationMode.Async)
        {
            yield return ("lag", "only mode async acknowledges before it ships");
        }

        if (HeartbeatInterval >= ElectionTimeout)
        {
            yield return ("heartbeat-interval", "must be shorter than election-timeout");
        }
    }
}

/// <summary>What <c>promotion:</c> takes.</summary>
public sealed record PromotionOptions
{
    /// <summary>How long until somebody decides on a failover.</summary>
    [Option(
        "How long after the primary fell silent somebody decides to replace it, be it a person with a pager "
            + "or a cautious controller."
    )]
    public Distribution Decision { get; init; } = Distribution.Constant(0);

    /// <summary>How long an elected backup works before it serves.</summary>
    [Option(
        "How long an elected backup needs until it serves: to start machines, to restore a backup, to replay."
    )]
    public Distribution Takes { get; init; } = Distribution.Constant(0);
}

/// <summary>What a write waits for before it is visible and acknowledged.</summary>
public enum ReplicationMode
{
    /// <summary>The primary's own disk.</summary>
    Async,

    /// <summary>The disks of the primary and of a number of backups.</summary>
    SemiSync,

    /// <summary>The disks of all replicas in the view, which is never less than a majority.</summary>
    Sync,
}

/// <summary>Who answers reads.</summary>
public enum ReadSource
{
    /// <summary>The primary.</summary>
    Primary,

    /// <summary>Whichever replica is asked.</summary>
    Any,
}

/// <summary>Mistakes that can be planted.</summary>
public enum PlantedBug
{
    /// <summary>
    /// The view may shrink below a majority, and the primary never steps down: cut off, it acknowledges
    /// writes that the successor elected on the other side does not have.
    /// </summary>
    KeepAcknowledgingOnMinority,
}
