using System.Globalization;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Validation;

/// <summary>How many versions behind the reads of partial quorums are that do not grow.</summary>
internal static class StalenessInVersions
{
    public static ValidationRow Row { get; } =
        new(
            "PBS-2",
            "Three copies, writes that reach W of them and reads that reach R: at most k versions behind.",
            "Bailis et al., \"Probabilistically Bounded Staleness for Practical Partial Quorums\", PVLDB 5(8), "
                + "2012, section 3.1",
            effort =>
                Answers(1, 1, 1.0 / 3, isNarrow: true, effort)
                    .Concat(Answers(2, 1, 2.0 / 3, isNarrow: true, effort))
        );

    /// <summary>P(one of the last k versions) = 1 - (1 - p)^k, with p for the last.</summary>
    internal static IEnumerable<KnownAnswer> Answers(
        int writeQuorum,
        int readQuorum,
        double last,
        bool isNarrow,
        Effort effort
    )
    {
        QuorumFindings Run(int attempt) =>
            new QuorumTrial
            {
                WriteQuorum = writeQuorum,
                ReadQuorum = readQuorum,
                WriteLeg = Distribution.Constant(1_000_000),
                OtherLegs = Distribution.Constant(1_000_000),
                ReadAfter = [SimDuration.Zero],
                Pause = 50.Milliseconds,
                Writes = effort.Of(100_000) * attempt,
                Seed = (ulong)attempt,
                IsNarrow = isNarrow,
            }.Run();

        QuorumFindings findings = Run(1);
        double missed = 1;
        for (int versions = 1; versions <= 3; versions++)
        {
            int most = versions;
            missed *= 1 - last;
            double published = 1 - missed;
            yield return Doubt.Settle(attempt => new KnownAnswer(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"P(within {most} versions), R={readQuorum} W={writeQuorum}"
                ),
                published,
                (attempt == 1 ? findings : Run(attempt)).Within(0, most),
                Tolerance.InInterval
            ));
        }
    }
}
