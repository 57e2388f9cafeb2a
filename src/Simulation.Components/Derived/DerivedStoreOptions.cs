using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Components.Derived;

/// <summary>How what is written to a database reaches a second store.</summary>
public enum DerivationRule
{
    /// <summary>The application writes to both, one request each: nothing ties the two together.</summary>
    DualWrites,

    /// <summary>
    /// The application writes what is to be sent in the same transaction; a relay sends it and then deletes it.
    /// </summary>
    Outbox,

    /// <summary>A connector follows the database's own log of changes, and remembers how far it is.</summary>
    ChangeDataCapture,
}

/// <summary>Which of two stores is written first.</summary>
public enum DualWriteOrder
{
    /// <summary>The database, then the derived store.</summary>
    SourceFirst,

    /// <summary>The derived store, then the database.</summary>
    SinkFirst,

    /// <summary>Both at once.</summary>
    Together,
}

/// <summary>Which of two stores answers reads.</summary>
public enum DerivedReads
{
    /// <summary>The derived store.</summary>
    Sink,

    /// <summary>The database.</summary>
    Source,
}

/// <summary>What a component of kind <c>derived-store</c> takes.</summary>
public sealed record DerivedStoreOptions : IValidatedOptions
{
    /// <summary>The database that is written.</summary>
    [Option(
        "The database, with 'isolation', that writes go to and that the truth is in.",
        Names = NameKind.Component
    )]
    public required string Source { get; init; }

    /// <summary>What is derived from it.</summary>
    [Option(
        "The store that is kept in step with it: a search index, a cache, another cloud's copy.",
        Names = NameKind.Component
    )]
    public required string Sink { get; init; }

    /// <summary>How the one follows the other.</summary>
    [Option("How the sink learns of writes: dual-writes, outbox or change-data-capture.")]
    public required DerivationRule By { get; init; }

    /// <summary>Where its applications live.</summary>
    [Option(
        "The nodes (or all nodes of these regions, zones, clouds) with an application each, which clients ask; "
            + "empty: every node.",
        Names = NameKind.Place
    )]
    public IReadOnlyList<string> RunsOn { get; init; } = [];

    /// <summary>Where its relay lives.</summary>
    [Option(
        "With outbox and change-data-capture: where the relay lives, on the first node of it; off: beside the "
            + "first application.",
        Names = NameKind.Place
    )]
    public string? RelayOn { get; init; }

    /// <summary>Who answers reads.</summary>
    [Option("Which of the two answers reads: sink or source.")]
    public DerivedReads Reads { get; init; }

    /// <summary>What is written first.</summary>
    [Option("With dual-writes: source-first, sink-first or together.")]
    public DualWriteOrder Order { get; init; }

    /// <summary>How often the relay looks for what is new.</summary>
    [Option("How long the relay waits before it looks again, when it found nothing.", Min = "1ms")]
    public SimDuration Poll { get; init; } = 100.Milliseconds;

    /// <summary>How much the relay takes at once.</summary>
    [Option("How many events the relay takes at once.", Min = "1", Max = "100000")]
    public int Batch { get; init; } = 100;

    /// <summary>How many events are on their way at once.</summary>
    [Option(
        "How many events the relay has on their way to the sink at once; those of one key keep their order.",
        Min = "1",
        Max = "1024"
    )]
    public int Lanes { get; init; } = 8;

    /// <summary>Whether an event that comes twice takes effect once.</summary>
    [Option(
        "Whether each event carries its key's version and the sink's older ones are left alone: an event that "
            + "comes twice, or late, then takes effect once."
    )]
    public bool Idempotent { get; init; } = true;

    /// <summary>How often the connector writes down how far it is.</summary>
    [Option("With change-data-capture: how often the connector writes down how far it is.", Min = "0ms")]
    public SimDuration Checkpoint { get; init; } = 1.Seconds;

    /// <summary>How long one of the two stores is waited for.</summary>
    [Option("How long a call to one of the two stores may take, attempts included.", Min = "1ms")]
    public SimDuration StoreTimeout { get; init; } = 1.Seconds;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Source == Sink)
        {
            yield return ("sink", "nothing is derived from itself: name another component");
        }

        if (By != DerivationRule.DualWrites && Order != DualWriteOrder.SourceFirst)
        {
            yield return ("order", "only dual-writes have an order");
        }
    }
}
