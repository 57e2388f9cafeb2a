using System.Globalization;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Validation;

/// <summary>What was published of quorums of three copies, and how a quorum store is asked for it.</summary>
/// <param name="Name">What the latencies are called.</param>
/// <param name="WriteLeg">How long a write is on its way to a home; the other legs are solid-state.</param>
/// <param name="ReadQuorum">R.</param>
/// <param name="WriteQuorum">W.</param>
/// <param name="ReadLatency">The 99.9th percentile in ms; null where none was published.</param>
/// <param name="WriteLatency">The same of writes.</param>
internal sealed record PartialQuorum(
    string Name,
    Distribution WriteLeg,
    int ReadQuorum,
    int WriteQuorum,
    double? ReadLatency,
    double? WriteLatency
)
{
    private const double Tail = 0.999;

    /// <summary>Around the published time, as shares of it: where staleness is measured.</summary>
    private static readonly double[] Around = [0.8, 1.0, 1.15, 1.35, 1.7];

    /// <summary>How likely a read sees the version acknowledged so many ms before.</summary>
    public IReadOnlyList<(int AfterMilliseconds, double Probability)> Fresh { get; init; } = [];

    /// <summary>After how many ms 99.9 % of reads see it; null where it was not published.</summary>
    public double? FreshFrom { get; init; }

    /// <summary>How many versions are written for it.</summary>
    public int Writes { get; init; } = 200_000;

    private bool IsStrict => ReadQuorum + WriteQuorum > 3;

    private string Setting =>
        string.Create(CultureInfo.InvariantCulture, $"{Name} R={ReadQuorum} W={WriteQuorum}");

    /// <summary>Runs the store and yields all that was published.</summary>
    public IEnumerable<KnownAnswer> Ask(Effort effort)
    {
        QuorumFindings findings = Run(effort.Of(Writes), seed: 1);
        if (IsStrict)
        {
            yield return new KnownAnswer(
                $"P(latest at 0 ms), {Setting}",
                1,
                findings.Within(0, 1),
                Tolerance.Exactly
            );
        }

        for (int point = 0; point < Fresh.Count; point++)
        {
            (int after, double probability) = Fresh[point];
            yield return new KnownAnswer(
                string.Create(CultureInfo.InvariantCulture, $"P(latest at {after} ms), {Setting}"),
                probability,
                findings.Within(point, 1),
                effort.Judge(Tolerance.Within(0.005))
            );
        }

        if (FreshFrom is { } from)
        {
            QuorumFindings Asked(int attempt) =>
                attempt == 1 ? findings : Run(effort.Of(Writes) * attempt, (ulong)attempt);
            yield return Doubt.Settle(attempt => new KnownAnswer(
                $"99.9 % see the latest after, {Setting}",
                from,
                TimeUntilFresh(Asked(attempt), from),
                effort.Judge(Tolerance.Share(0.2))
            ));
        }

        foreach (KnownAnswer answer in Latencies(findings, effort))
        {
            yield return answer;
        }
    }

    private IEnumerable<KnownAnswer> Latencies(QuorumFindings findings, Effort effort)
    {
        (string What, double? Published, List<double> Measured)[] sides =
        [
            ("read", ReadLatency, findings.Reads),
            ("write", WriteLatency, findings.Writes),
        ];
        foreach ((string what, double? published, List<double> measured) in sides)
        {
            if (published is { } known)
            {
                yield return new KnownAnswer(
                    $"99.9 % {what} latency, {Setting}",
                    known,
                    Estimate.IndependentQuantile([.. measured.Order()], Tail),
                    effort.Judge(Tolerance.Share(0.04))
                );
            }
        }
    }

    /// <summary>All versions are everywhere before the next is written.</summary>
    private QuorumFindings Run(int writes, ulong seed)
    {
        IEnumerable<double> grid = FreshFrom is { } from ? Around.Select(share => share * from) : [];
        double[] points =
        [
            .. Fresh.Select(fresh => (double)fresh.AfterMilliseconds),
            .. IsStrict ? [0.0] : grid,
        ];
        return new QuorumTrial
        {
            WriteQuorum = WriteQuorum,
            ReadQuorum = ReadQuorum,
            WriteLeg = WriteLeg,
            OtherLegs = StalenessInTime.SolidState,
            ReadAfter = [.. points.DefaultIfEmpty(0).Select(point => new SimDuration((long)(point * 1e6)))],
            Pause = 2.Seconds,
            Writes = writes,
            Seed = seed,
        }.Run();
    }

    /// <summary>
    /// When the share of stale reads falls to one in a thousand, between the points of the grid; not a number
    /// when it does so outside of it.
    /// </summary>
    private Estimate TimeUntilFresh(QuorumFindings findings, double from)
    {
        int first = Fresh.Count;
        double[] stale = [.. Around.Select((_, point) => 1 - findings.Within(first + point, 1).Value)];
        int samples = findings.Lags[first].Count;
        double spread = Estimate.Proportion((long)(samples * (1 - Tail)), samples).HalfWidth;
        return new Estimate(
            from * Crossing(stale, 1 - Tail),
            from * (Crossing(stale, 1 - Tail - spread) - Crossing(stale, 1 - Tail + spread)) / 2,
            samples
        );
    }

    private static double Crossing(double[] stale, double level)
    {
        for (int point = 1; point < stale.Length; point++)
        {
            if (stale[point - 1] > level && stale[point] <= level)
            {
                double part = (stale[point - 1] - level) / (stale[point - 1] - stale[point]);
                return Around[point - 1] + part * (Around[point] - Around[point - 1]);
            }
        }

        return double.NaN;
    }
}
