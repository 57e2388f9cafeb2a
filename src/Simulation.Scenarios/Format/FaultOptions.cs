using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Format;

/// <summary>The keys that every entry of <c>faults:</c> has beside those of its kind.</summary>
public sealed record FaultOptions : IValidatedOptions
{
    /// <summary>The fault's name in this scenario.</summary>
    [Option("The fault's name in this scenario, unique; expectations call it by that.")]
    public required string Id { get; init; }

    /// <summary>What goes wrong.</summary>
    [Option("What goes wrong: a name from 'simlab list faults'.")]
    public required string Inject { get; init; }

    /// <summary>When it begins.</summary>
    [Option("When it begins, from the start of the run.")]
    public required SimDuration At { get; init; }

    /// <summary>How long it lasts.</summary>
    [Option("How long it lasts; off: to the end of the run.")]
    public SimDuration? For { get; init; }

    /// <summary>How often it repeats.</summary>
    [Option("How long from one beginning to the next; off: it happens once.")]
    public SimDuration? Every { get; init; }

    /// <summary>How far a repeated beginning may be late.</summary>
    [Option("By how much at most a repeated beginning is late, drawn from the fault's own stream.")]
    public SimDuration Jitter { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Every is not null && For is null)
        {
            yield return ("every", "a fault that repeats says with 'for' how long it lasts each time");
        }

        if (Every <= For)
        {
            yield return ("every", "a fault ends before it begins again");
        }

        if (Jitter > SimDuration.Zero && Every is null)
        {
            yield return ("jitter", "only a fault that repeats has a jitter");
        }
    }
}
