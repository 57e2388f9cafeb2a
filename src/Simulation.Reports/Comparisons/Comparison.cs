using Simulation.Kernel.Randomness;
using Simulation.Kernel.Tracing;
using Simulation.Reports.Statistics;

namespace Simulation.Reports.Comparisons;

/// <summary>A design and its runs, one a seed.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Runs">At least one.</param>
public sealed record ComparedDesign(string Label, IReadOnlyList<MeasuredRun> Runs);

/// <summary>One design's numbers for one measure.</summary>
/// <param name="Design">The design's label.</param>
/// <param name="Values">One for each run that has any.</param>
/// <param name="Mean">Their mean; null without any.</param>
/// <param name="Interval">Where the mean lies.</param>
/// <param name="Contrast">Against the baseline; null for the baseline itself or without numbers.</param>
public sealed record ComparedValue(
    string Design,
    IReadOnlyList<double> Values,
    double? Mean,
    Interval Interval,
    Contrast? Contrast
);

/// <summary>A measure of one workload across designs, in their order.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Values">One for each design.</param>
public sealed record ComparedMeasure(string Workload, Measure Measure, IReadOnlyList<ComparedValue> Values);

/// <summary>Designs side by side, each against a baseline, seed by seed under the same load and faults.</summary>
public sealed class Comparison
{
    /// <summary>Compares designs.</summary>
    /// <param name="title">What sets them apart.</param>
    /// <param name="designs">At least two, labels apart.</param>
    /// <param name="baseline">The place of the one that the others are held against.</param>
    public Comparison(string title, IReadOnlyList<ComparedDesign> designs, int baseline)
    {
        Title = title;
        Designs = designs;
        Baseline = designs[baseline].Label;
        Seeds = [.. designs.SelectMany(design => design.Runs).Select(run => run.Seed).Distinct()];
        Conditions = SameConditions.Of(designs);
        string ids = string.Join(',', designs.SelectMany(design => design.Runs).Select(run => run.Id));
        RandomStream random = new(Trace.Hash(ids));
        Measures =
        [
            .. designs
                .SelectMany(design => design.Runs)
                .SelectMany(run => run.Values)
                .Select(value => (value.Workload, value.Measure))
                .Distinct()
                .GroupBy(pair => pair.Workload, StringComparer.Ordinal)
                .SelectMany(group =>
                    Measure
                        .All.Where(measure => group.Any(pair => ReferenceEquals(pair.Measure, measure)))
                        .Select(measure =>
                            Across(group.Key, measure, random.Split($"{group.Key}/{measure.Name}"))
                        )
                ),
        ];
    }

    /// <summary>What sets the designs apart.</summary>
    public string Title { get; }

    /// <summary>The designs.</summary>
    public IReadOnlyList<ComparedDesign> Designs { get; }

    /// <summary>The label of the design that the others are held against.</summary>
    public string Baseline { get; }

    /// <summary>The seeds of all runs, each once.</summary>
    public IReadOnlyList<ulong> Seeds { get; }

    /// <summary>Whether load and faults were the same.</summary>
    public SameConditions Conditions { get; }

    /// <summary>The numbers.</summary>
    public IReadOnlyList<ComparedMeasure> Measures { get; }

    private ComparedMeasure Across(string workload, Measure measure, RandomStream random)
    {
        List<double> usual = Values(Designs.First(design => design.Label == Baseline), workload, measure);
        return new ComparedMeasure(
            workload,
            measure,
            [
                .. Designs.Select(design =>
                {
                    List<double> values = Values(design, workload, measure);
                    RandomStream own = random.Split(design.Label);
                    bool isHeld = design.Label != Baseline && values.Count > 0 && usual.Count > 0;
                    return new ComparedValue(
                        design.Label,
                        values,
                        values.Count == 0 ? null : values.Average(),
                        values.Count == 0 ? default : Bootstrap.Mean(values, own.Split("mean")),
                        isHeld ? Contrast.Of(measure, values, usual, own) : null
                    );
                }),
            ]
        );
    }

    private static List<double> Values(ComparedDesign design, string workload, Measure measure) =>
        [
            .. design
                .Runs.SelectMany(run => run.Values)
                .Where(value => value.Workload == workload && ReferenceEquals(value.Measure, measure))
                .Select(value => value.Value),
        ];
}
