using Simulation.Kernel.Options;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Slo;

namespace Simulation.Scenarios.Format;

/// <summary>
/// The plain keys of a scenario file. The blocks whose entries depend on a catalogue (components, workload,
/// faults) and those that are settled before binding (params, matrix, include) are read beside it.
/// </summary>
public sealed record ScenarioOptions : IValidatedOptions
{
    /// <summary>The version of the format.</summary>
    [Option("Version of the scenario format: v1.")]
    public required string Scenario { get; init; }

    /// <summary>The scenario's name.</summary>
    [Option("The scenario's name, in lower case with dashes; results go to a folder of that name.")]
    public required string Name { get; init; }

    /// <summary>The question it asks.</summary>
    [Option("The question that the scenario asks, in one line.")]
    public string Title { get; init; } = "";

    /// <summary>What it does.</summary>
    [Option("What the scenario does and what to look for.")]
    public string Description { get; init; } = "";

    /// <summary>Words to find it by.</summary>
    [Option("Words to find the scenario by.")]
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What all chance comes from.</summary>
    [Option("Every random choice comes from this number.", Min = "0")]
    public long Seed { get; init; } = 1;

    /// <summary>How long it runs.</summary>
    [Option("How long the run lasts, in simulated time.", Max = "365d")]
    public required SimDuration Duration { get; init; }

    /// <summary>What is left out.</summary>
    [Option("The first part of the run, left out of every number.")]
    public SimDuration Warmup { get; init; }

    /// <summary>Places, nodes, links.</summary>
    [Option("The regions, their nodes, and the links between them.")]
    public TopologyOptions Topology { get; init; } = new();

    /// <summary>Faults that the seed draws.</summary>
    [Option("Faults that the seed draws, beside those of 'faults'.")]
    public SwarmOptions? Swarm { get; init; }

    /// <summary>The phase after all faults.</summary>
    [Option("When everything is healed, and how soon after that clients must be served again.")]
    public LivenessOptions? Liveness { get; init; }

    /// <summary>What is judged.</summary>
    [Option("Which histories are judged against which consistency models.")]
    public IReadOnlyList<CheckOptions> Check { get; init; } = [];

    /// <summary>What clients are promised.</summary>
    [Option("What clients are promised, and the alerts that fire when it is at risk.")]
    public IReadOnlyList<SloOptions> Slo { get; init; } = [];

    /// <summary>What is expected.</summary>
    [Option("Sentences that must hold; each is judged when the run is over.")]
    public IReadOnlyList<ExpectOptions> Expect { get; init; } = [];

    /// <summary>What must have happened.</summary>
    [Option("Events that must have happened, or the run has shown nothing and fails.")]
    public IReadOnlyList<string> Reached { get; init; } = [];

    /// <summary>How it is shown.</summary>
    [Option("How the results are shown.")]
    public ReportOptions Report { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Scenario != "v1")
        {
            yield return ("scenario", "this lab reads version v1");
        }

        if (
            Name.Length == 0
            || !Name.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
        )
        {
            yield return ("name", "a name has lower-case letters, digits and dashes");
        }

        if (Duration <= SimDuration.Zero)
        {
            yield return ("duration", "a run takes longer than no time");
        }

        if (Warmup >= Duration && Duration > SimDuration.Zero)
        {
            yield return ("warmup", "the warm-up is shorter than the run");
        }

        if (Liveness is { } liveness && Duration - liveness.HealAt < liveness.MustProgressWithin)
        {
            yield return ("liveness", "the run lasts at least 'must-progress-within' after 'heal-at'");
        }

        string[] alerts = [.. Slo.SelectMany(slo => slo.Alerts).Select(alert => alert.Name)];
        if (alerts.Distinct().Count() < alerts.Length || Slo.DistinctBy(slo => slo.Name).Count() < Slo.Count)
        {
            yield return ("slo", "every promise and every alert has a name of its own");
        }

        if (Swarm is { At: { } at } && at >= (Liveness?.HealAt ?? Duration))
        {
            yield return ("swarm", "a swarm begins before everything is healed, and before the run ends");
        }
    }
}

/// <summary>An entry of <c>check:</c>.</summary>
public sealed record CheckOptions
{
    /// <summary>Whose history.</summary>
    [Option("The workload whose history is judged.")]
    public required string History { get; init; }

    /// <summary>Against what.</summary>
    [Option("The consistency models, by name; all: every one that speaks about such a history.")]
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>How much work a verdict may take.</summary>
    [Option(
        "How long the judging may take, as worked out from steps at a fixed pace so that it is the same on "
            + "every machine; after that the verdict is unknown."
    )]
    public SimDuration Budget { get; init; } = 30.Seconds;

    /// <summary>Bounded staleness by time.</summary>
    [Option("With bounded-staleness: how old what is read may be; off: any age.")]
    public SimDuration? MaxAge { get; init; }

    /// <summary>Bounded staleness by versions.</summary>
    [Option("With bounded-staleness: among how many of the last versions a read is; off: any.", Min = "1")]
    public int? MaxVersions { get; init; }

    /// <summary>Whether the exit code depends on it.</summary>
    [Option(
        "error: a verdict that cannot be reached makes the run unknown; "
            + "warn: it is only told, as where several models are tried to find the strongest that holds."
    )]
    public Severity Severity { get; init; } = Severity.Error;
}

/// <summary>An entry of <c>expect:</c>.</summary>
public sealed record ExpectOptions
{
    /// <summary>The sentence.</summary>
    [Option("The sentence: 'metric(args) op quantity', 'history(x) is MODEL', 'converged within D', ...")]
    public required string That { get; init; }

    /// <summary>Only in these cells.</summary>
    [Option("Only in the matrix cells with these values.")]
    public IReadOnlyList<KeyValuePair<string, string>> When { get; init; } = [];

    /// <summary>In all but these cells.</summary>
    [Option("In every matrix cell but those with these values.")]
    public IReadOnlyList<KeyValuePair<string, string>> Unless { get; init; } = [];

    /// <summary>In which part of the run.</summary>
    [Option("The part of the run it is about: steady, recovery, a fault's id, or 65s..115s.")]
    public string? During { get; init; }

    /// <summary>After which fault.</summary>
    [Option("The fault after whose end it is about.")]
    public string? After { get; init; }

    /// <summary>Whether a failure fails the run.</summary>
    [Option("error fails the run; warn only tells.")]
    public Severity Severity { get; init; } = Severity.Error;
}

/// <summary>What a failed expectation does.</summary>
public enum Severity
{
    /// <summary>It fails the run.</summary>
    Error,

    /// <summary>It only tells.</summary>
    Warn,
}

/// <summary>What <c>report:</c> takes.</summary>
public sealed record ReportOptions
{
    /// <summary>What is laid side by side.</summary>
    [Option("The matrix keys whose values are laid side by side.")]
    public CompareOptions Compare { get; init; } = new();

    /// <summary>The parts shown.</summary>
    [Option("The sections of the report, in order.")]
    public IReadOnlyList<string> Sections { get; init; } = [];
}

/// <summary>What <c>compare:</c> takes.</summary>
public sealed record CompareOptions
{
    /// <summary>The matrix key.</summary>
    [Option("The matrix key whose values are compared.")]
    public string By { get; init; } = "";
}
