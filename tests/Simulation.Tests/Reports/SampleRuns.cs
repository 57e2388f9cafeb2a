using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Running;

namespace Simulation.Tests.Reports;

/// <summary>
/// Hand-made runs of three designs under a partition, so that reports can be tested without running any.
/// </summary>
internal static class SampleRuns
{
    public static readonly string[] Levels = ["linearizable", "session", "eventual"];

    private const int Length = 60;
    private const int CutStart = 20;
    private const int CutEnd = 40;

    public static IReadOnlyList<RunResult> Matrix(params ulong[] seeds) =>
        [.. Levels.SelectMany(level => seeds.Select(seed => Run(level, seed)))];

    public static RunResult Run(string level, ulong seed)
    {
        History history = Operations(level, seed);
        int strength = Array.IndexOf(Levels, level);
        return new RunResult
        {
            Scenario = "consistency-under-partition",
            Title = "What does each consistency level cost when the Atlantic cable is cut?",
            Cell = [new CellValue("consistency", level)],
            Seed = seed,
            Id = $"{strength}a{seed:x2}{strength + 5}f"[..6],
            Fingerprint = 0x1234_5678_9abc_def0 + seed,
            LoadFingerprint = 0xfeed_beef_0000_0000 + seed,
            Duration = Length.Seconds,
            Warmup = 5.Seconds,
            EventCount = 123_456,
            Faults =
            [
                new FaultOutcome(
                    "cut",
                    "partition",
                    At(CutStart),
                    At(CutEnd),
                    "eu | us",
                    "1,284 messages dropped, 2 nodes isolated",
                    false
                ),
            ],
            Workloads = [Workload(history, strength)],
            Models = [],
            Expectations = Expectations(level, seed),
            Metrics =
            [
                new MetricOutcome("client.latency.p50", 1_250_000, "ns", 12_000),
                new MetricOutcome("network.sent", 48_211, "count", 1),
            ],
            Happenings = [new HappeningCount("leader-elected", 2)],
            Offences = [],
            ResolvedScenario = $"scenario: v1\nname: consistency-under-partition\nseed: {seed}\n",
        };
    }

    private static SimTime At(int second) => SimTime.Zero + second.Seconds;

    private static List<ExpectationOutcome> Expectations(string level, ulong seed)
    {
        const string File = "scenarios/consistency-under-partition.yaml";
        List<ExpectationOutcome> all =
        [
            new ExpectationOutcome(
                "lost_writes == 0",
                File,
                81,
                false,
                level == "linearizable" ? Judgement.Held : Judgement.Failed,
                level == "linearizable" ? "0" : "15",
                level == "linearizable"
                    ? ""
                    : "n4 acknowledged key-17 = 812 at 31.2s, and when the cable was mended "
                        + "the later stamp of n1 won: no replica holds it and no write replaced it knowingly.",
                level == "linearizable" ? null : SimTime.Zero + 31_200.Milliseconds
            ),
        ];
        if (level == "eventual")
        {
            all.Add(
                new ExpectationOutcome(
                    "converged within 5s",
                    File,
                    79,
                    true,
                    seed == 42 ? Judgement.Failed : Judgement.Held,
                    seed == 42 ? "6.2s" : "4.1s",
                    seed == 42 ? "key-3 differed longest." : "",
                    null
                )
            );
            all.Add(
                new ExpectationOutcome(
                    "p99(staleness) <= 5s",
                    File,
                    72,
                    false,
                    Judgement.Unknown,
                    "",
                    "no read was stale, so there is nothing to measure.",
                    null
                )
            );
        }

        return all;
    }

    private static WorkloadOutcome Workload(History history, int strength)
    {
        List<Operation> writes =
        [
            .. history
                .Operations.Where(one => one.Function == Functions.Write && one.Invoked >= At(5))
                .Take(15),
        ];
        List<Operation> reads = [.. history.Operations.Where(one => one.Function == Functions.Read).Take(40)];
        return new WorkloadOutcome
        {
            Name = "shoppers",
            History = history,
            RegionOfProcess = ["eu", "eu", "eu", "us", "us"],
            Windows =
            [
                Window(history, "whole run", 5, Length, strength),
                Window(history, "cut", CutStart, CutEnd, strength),
            ],
            Seconds = [.. Enumerable.Range(0, Length).Select(second => Second(history, second))],
            LostWrites = strength == 0 ? [] : writes,
            StaleReads = strength == 0 ? [] : [.. reads.Select(read => (read, 800.Milliseconds))],
            ConvergedAfter = strength == 2 ? null : 300.Milliseconds,
            Observed = Levels[strength],
        };
    }

    private static WindowOutcome Window(History history, string name, int start, int end, int strength)
    {
        List<Operation> inside = Between(history, start, end);
        int reads = inside.Count(one => one is { Function: Functions.Read, Outcome: Outcome.Succeeded });
        return new WindowOutcome(
            name,
            At(start),
            At(end),
            Count(inside, Outcome.Succeeded),
            Count(inside, Outcome.Refused),
            Count(inside, Outcome.Lost),
            Quantile(inside, 50),
            Quantile(inside, 99),
            reads,
            strength * reads / 12,
            Regions(inside)
        );
    }

    private static SecondOutcome Second(History history, int second)
    {
        List<Operation> inside = Between(history, second, second + 1);
        return new SecondOutcome(
            second,
            Count(inside, Outcome.Succeeded),
            Count(inside, Outcome.Refused),
            Count(inside, Outcome.Lost),
            Quantile(inside, 50),
            Quantile(inside, 99),
            Regions(inside)
        );
    }

    private static List<Operation> Between(History history, int start, int end) =>
        [.. history.Operations.Where(one => one.Invoked >= At(start) && one.Invoked < At(end))];

    private static int Count(List<Operation> operations, Outcome outcome) =>
        operations.Count(one => one.Outcome == outcome);

    private static List<RegionAvailability> Regions(List<Operation> operations) =>
        [
            .. operations
                .GroupBy(one => one.Process < 3 ? "eu" : "us")
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new RegionAvailability(
                    group.Key,
                    group.Count(one => one.Outcome == Outcome.Succeeded),
                    group.Count()
                )),
        ];

    private static SimDuration? Quantile(List<Operation> operations, int percent)
    {
        List<SimDuration> sorted =
        [
            .. operations
                .Where(one => one.Outcome == Outcome.Succeeded)
                .Select(one => one.Completed!.Value - one.Invoked)
                .Order(),
        ];
        return sorted.Count == 0 ? null : sorted[(sorted.Count * percent + 99) / 100 - 1];
    }

    private static History Operations(string level, ulong seed)
    {
        List<Operation> operations = [];
        ulong state = seed * 7919 + (ulong)level.Length;
        ulong Draw(ulong below)
        {
            state = unchecked(state * 6364136223846793005 + 1442695040888963407);
            return (state >> 33) % below;
        }

        for (int index = 0; index < Length * 40; index++)
        {
            long invoked = index * 25_000_000L;
            bool isCut = invoked is >= CutStart * 1_000_000_000L and < CutEnd * 1_000_000_000L;
            int process = (int)Draw(5);
            bool fails = isCut && level == "linearizable" && process >= 3 ? Draw(300) > 0 : Draw(900) == 0;
            long latency = level switch
            {
                "linearizable" => 38_000_000 + (long)Draw(22_000_000) + (Draw(30) == 0 ? 60_000_000 : 0),
                "session" => 700_000 + (long)Draw(2_000_000) + (Draw(40) == 0 ? 7_000_000 : 0),
                _ => 400_000 + (long)Draw(900_000) + (Draw(50) == 0 ? 3_000_000 : 0),
            };
            operations.Add(
                new Operation
                {
                    Index = index,
                    Process = process,
                    Function = Draw(10) < 7 ? Functions.Read : Functions.Write,
                    Key = "key-" + Draw(50),
                    Argument = Value.Of(index),
                    Result = Value.Of(index),
                    Outcome = fails ? Outcome.Lost : Outcome.Succeeded,
                    Invoked = new SimTime(invoked),
                    Completed = new SimTime(invoked + (fails ? 1_000_000_000 : latency)),
                    InvokedOrder = index * 2,
                    CompletedOrder = fails ? int.MaxValue : index * 2 + 1,
                }
            );
        }

        return new History("shoppers", operations);
    }
}
