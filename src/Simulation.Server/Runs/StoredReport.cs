using Simulation.Reports;

namespace Simulation.Server.Runs;

/// <summary>A results folder as the list shows it.</summary>
internal sealed record StoredReport
{
    /// <summary>The name under which clients ask for it: it says nothing of where the folder is.</summary>
    public required string Key { get; init; }

    /// <summary>Where it is.</summary>
    public required string Folder { get; init; }

    /// <summary>The name of its folder, which is its id.</summary>
    public required string Id { get; init; }

    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>The scenario's question.</summary>
    public string Title { get; init; } = "";

    /// <summary>What came of it; null where that cannot be read.</summary>
    public ExitCode? Exit { get; init; }

    /// <summary>The designs in the order of the matrix, each with the worst of what came of its runs.</summary>
    public IReadOnlyList<(string Label, ExitCode Exit)> Designs { get; init; } = [];

    /// <summary>The seeds, each once.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [];

    /// <summary>The scenario's tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When it was written.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>The runs in it.</summary>
    public IReadOnlyList<StoredRun> Runs { get; init; } = [];

    /// <summary>The verdict in a word.</summary>
    public string Verdict => Word(Exit);

    /// <summary>A verdict in a word, which is a class of styles too.</summary>
    public static string Word(ExitCode? exit) =>
        exit switch
        {
            ExitCode.Held => "held",
            ExitCode.Failed => "failed",
            ExitCode.Unknown => "unknown",
            ExitCode.NotDeterministic => "not deterministic",
            _ => "unreadable",
        };
}

/// <summary>One run of a report, with the files of its own.</summary>
/// <param name="Key">The name under which clients ask for it.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Label">The design and seed.</param>
/// <param name="Exit">What came of it; null where that cannot be read.</param>
internal sealed record StoredRun(string Key, string Folder, string Label, ExitCode? Exit);
