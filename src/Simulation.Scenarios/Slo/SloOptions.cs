using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Slo;

/// <summary>An entry of <c>slo:</c>: what clients are promised, and who is told when it is at risk.</summary>
public sealed record SloOptions : IValidatedOptions
{
    /// <summary>The alerts that the workbook recommends.</summary>
    /// <remarks>Source: Beyer et al., "The Site Reliability Workbook", 2018, table 5-8.</remarks>
    internal static IReadOnlyList<AlertOptions> WorkbookAlerts { get; } =
    [
        new AlertOptions
        {
            Name = "page",
            Burn = "14.4x",
            Over = [60.Minutes, 5.Minutes],
        },
        new AlertOptions
        {
            Name = "page-slowly",
            Burn = "6x",
            Over = [360.Minutes, 30.Minutes],
        },
        new AlertOptions
        {
            Name = "ticket",
            Burn = "1x",
            Over = [(3 * 24 * 60).Minutes, 360.Minutes],
        },
    ];

    /// <summary>Its name.</summary>
    [Option("The promise's name, for reports and expectations.")]
    public required string Name { get; init; }

    /// <summary>Which operations count as good.</summary>
    [Option("Which operations are good: 'write succeeded within 800ms', 'any succeeded'.")]
    public required string Good { get; init; }

    /// <summary>Whose operations.</summary>
    [Option("The workload whose operations count; off: all.")]
    public string? Workload { get; init; }

    /// <summary>How many must be good.</summary>
    [Option("The share of operations that must be good, such as 99.9%.")]
    public required Ratio Objective { get; init; }

    /// <summary>Over how long.</summary>
    [Option("Over how long the objective counts.", Min = "1s")]
    public SimDuration Window { get; init; } = (30 * 24 * 60).Minutes;

    /// <summary>Who is told when.</summary>
    [Option(
        "Alerts by burn rate; where none is said, those of the SRE workbook: page at 14.4x over 1h and 5m, "
            + "page-slowly at 6x over 6h and 30m, ticket at 1x over 3d and 6h."
    )]
    public IReadOnlyList<AlertOptions> Alerts { get; init; } = WorkbookAlerts;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (GoodEvent.Parse(Good, out string problem) is null)
        {
            yield return ("good", problem);
        }

        if (Objective.Millionths is <= 0 or >= 1_000_000)
        {
            yield return (
                "objective",
                "is more than 0% and less than 100%: a promise without any budget is broken at once"
            );
        }
    }
}

/// <summary>
/// An alert that fires while an error budget burns too fast over a long time and over a short one: the long one so
/// that it matters, the short one so that it is over soon after the trouble is.
/// </summary>
/// <remarks>Source: Beyer et al., "The Site Reliability Workbook", 2018, chapter 5, approach 6.</remarks>
public sealed record AlertOptions : IValidatedOptions
{
    /// <summary>Its name.</summary>
    [Option("The alert's name, unique in the scenario.")]
    public required string Name { get; init; }

    /// <summary>How fast is too fast.</summary>
    [Option("How many times as fast as allowed the budget burns: 14.4x.")]
    public required string Burn { get; init; }

    /// <summary>Over how long.</summary>
    [Option("The long window and the short one: [1h, 5m].")]
    public required IReadOnlyList<SimDuration> Over { get; init; }

    /// <summary>The burn rate in thousandths; null when the text is none.</summary>
    internal long? BurnThousandths =>
        Burn.EndsWith('x')
        && QuantityText.TryNumber(Burn[..^1], out decimal rate)
        && rate is > 0 and < 1_000_000
            ? (long)(rate * 1_000)
            : null;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (BurnThousandths is null)
        {
            yield return ("burn", "a burn rate is a number of times, such as 14.4x");
        }

        if (Over.Count != 2 || Over[0] < Over[1] || Over[1] < 1.Seconds)
        {
            yield return ("over", "takes a long window and a short one of a second or more: [1h, 5m]");
        }
    }
}
