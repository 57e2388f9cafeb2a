using System.Globalization;
using Simulation.Histories;

namespace Simulation.Checkers.Staleness;

/// <summary>
/// Judges registers by how many versions and how much time reads were behind; without a bound it measures.
/// </summary>
internal static class BoundedStalenessCheck
{
    /// <summary>One verdict for each model asked.</summary>
    public static IReadOnlyList<Verdict> Check(Inquiry inquiry) =>
        [.. Enumerable.Repeat(Judge(inquiry.History, inquiry.Options), inquiry.Models.Count)];

    private static Verdict Judge(History history, JudgeOptions options)
    {
        if (!new Specifications.Register(hasCas: false).Understands(history))
        {
            return new Verdict.Undecided(
                "the history has other operations than reads and writes of registers"
            );
        }

        if (options.VersionsMax is null && options.StalenessMax is null)
        {
            AtomicityResult found = Atomicity.Measure(history, options);
            string versionsFound =
                found.VersionsMost?.ToString(CultureInfo.InvariantCulture) ?? "no number of";
            return new Verdict.Undecided(
                $"no bound is given; what holds is {versionsFound} versions and "
                    + (found.Age?.ToString() ?? "no age")
            );
        }

        Verdict byVersions = options.VersionsMax is { } versions
            ? Atomicity.CheckVersions(history, versions, options.ConfigurationsMax)
            : new Verdict.Holds();
        if (byVersions is Verdict.Violated old)
        {
            return old with
            {
                Anomaly = "too-many-versions-behind",
                Because = $"a read was not among the last {options.VersionsMax} versions: {old.Because}",
            };
        }

        Verdict byAge = options.StalenessMax is { } age
            ? Atomicity.CheckAge(history, age, options.ConfigurationsMax)
            : new Verdict.Holds();
        return byAge is Verdict.Violated stale
                ? stale with
                {
                    Anomaly = "too-stale",
                    Because = $"even if reads had begun {options.StalenessMax} earlier: {stale.Because}",
                }
            : byVersions is Verdict.Undecided ? byVersions
            : byAge;
    }
}
