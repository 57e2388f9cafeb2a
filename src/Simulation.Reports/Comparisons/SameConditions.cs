namespace Simulation.Reports.Comparisons;

/// <summary>Whether designs met the same seeds, load and faults, proved by fingerprints.</summary>
/// <param name="IsSame">Whether they did.</param>
/// <param name="Sentences">What is the same and what is not, in words.</param>
public sealed record SameConditions(bool IsSame, IReadOnlyList<string> Sentences)
{
    /// <summary>Holds every run against the first design's run of the same seed.</summary>
    public static SameConditions Of(IReadOnlyList<ComparedDesign> designs)
    {
        List<string> differences = [];
        List<ulong> seeds = [.. designs[0].Runs.Select(run => run.Seed)];
        foreach (ComparedDesign design in designs.Skip(1))
        {
            if (!design.Runs.Select(run => run.Seed).Order().SequenceEqual(seeds.Order()))
            {
                differences.Add(
                    $"Not the same seeds: {design.Label} was run under {Words(design.Runs.Select(run => run.Seed))},"
                        + $" {designs[0].Label} under {Words(seeds)}, so load and faults are only alike in kind."
                );
                continue;
            }

            Add(
                differences,
                designs[0],
                design,
                run => run.LoadFingerprint,
                "load: what clients asked is not the same"
            );
            Add(
                differences,
                designs[0],
                design,
                run => run.FaultFingerprint,
                "faults: what was injected is not the same"
            );
        }

        return differences.Count > 0
            ? new SameConditions(false, differences)
            : new SameConditions(
                true,
                ["Same load and same faults for every design and seed, proved by their fingerprints."]
            );
    }

    private static void Add(
        List<string> differences,
        ComparedDesign first,
        ComparedDesign design,
        Func<MeasuredRun, string> print,
        string words
    )
    {
        List<ulong> apart =
        [
            .. first
                .Runs.Where(run =>
                    design.Runs.Any(other => other.Seed == run.Seed && print(other) != print(run))
                )
                .Select(run => run.Seed),
        ];
        if (apart.Count > 0)
        {
            differences.Add(
                $"Not the same {words} for {first.Label} and {design.Label} under {Words(apart)}, so a difference"
                    + " below may come from that."
            );
        }
    }

    private static string Words(IEnumerable<ulong> seeds)
    {
        List<ulong> all = [.. seeds];
        return (all.Count == 1 ? "seed " : "seeds ") + string.Join(' ', all);
    }
}
