using System.Globalization;
using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Validation;

/// <summary>
/// How long the participants of a two-phase commit hold their locks when the coordinator's node goes down after
/// they have prepared and before they hear of the decision.
/// </summary>
internal static class BlockedParticipants
{
    /// <summary>How long a message takes.</summary>
    private const double HopSeconds = 0.001;

    /// <summary>How long a disk takes.</summary>
    private const double SyncSeconds = 0.1;

    /// <summary>Latencies are kept to three digits.</summary>
    private const double HistogramError = 0.001;

    /// <summary>How long it takes at most until a prepared shard asks, and its question arrives.</summary>
    private const double InquirySeconds = 0.052;

    public static ValidationRow Row { get; } =
        new(
            "2PC",
            "The coordinator's node is down between prepare and decision: how long another transaction waits.",
            "Skeen, \"Nonblocking Commit Protocols\", SIGMOD 1981, section 2; Gray and Lamport, \"Consensus on "
                + "Transaction Commit\", ACM TODS 31(1), 2006, section 3",
            _ => Ask("none")
        );

    /// <summary>The answers of a database with a planted bug, or with none.</summary>
    internal static IEnumerable<KnownAnswer> Ask(string planted)
    {
        LabRun calm = LabRun.Of(Text("disk", planted, crash: ""), seed: 1);
        yield return new KnownAnswer(
            "participants that prepared, two transactions",
            4,
            Estimate.Certain(calm.Metrics.Latency("database.in-doubt").Count),
            Tolerance.Exactly
        );
        foreach (int repair in (int[])[10, 60])
        {
            // Both shards have prepared, and the decision is on its way to the disk. It got there as the node
            // went down: the coordinator tells it when it is back.
            var decided = new Outage("decided", "disk", 11_150, repair, LosesUnsynced: false);
            yield return decided.Blocked(planted, calm, Tolerance.Within(1e-9));
            yield return decided.LeastInDoubt(planted, calm);
            // It did not get there: the shards learn that by asking.
            var undecided = new Outage("undecided", "disk", 11_150, repair, LosesUnsynced: true);
            yield return undecided.Blocked(planted, calm, Tolerance.Within(InquirySeconds));
        }

        // With the decision in the shards' replicated logs there is no time between prepared and decided at the
        // coordinator: it goes down while they prepare.
        LabRun replicated = LabRun.Of(Text("raft", planted, crash: ""), seed: 1);
        var outage = new Outage("log of a shard", "raft", 11_100, 60, LosesUnsynced: true);
        yield return outage.Blocked(planted, replicated, Tolerance.Below);
    }

    /// <summary>When the first (0) or the second (1) transaction was answered.</summary>
    private static double EndOf(LabRun run, int transaction)
    {
        Operation operation = run.Records[0].History.Operations[transaction];
        return operation.Completed!.Value.Nanoseconds / 1e9;
    }

    /// <summary>
    /// Shard 0 is on n1 and shard 1 on n2. Both clients write to both at 11 s, but the second is far away: the
    /// first, whose coordinator is on n3, has the locks before the second comes through another coordinator.
    /// </summary>
    private static string Text(string log, string planted, string crash) =>
        $$"""
            scenario: v1
            name: two-phase-commit
            duration: 200s
            topology:
              regions:
                shards: {nodes: [n1, n2], cloud: b}
                coordinator: {nodes: [n3], cloud: a}
                far: {nodes: [n4], cloud: b}
              links:
                - {within: [shards, coordinator], latency: 1ms}
                - {between: [shards, coordinator], latency: 1ms}
                - {between: [shards, far], latency: 30ms}
            components:
              db:
                kind: database
                runs-on: [n1, n2, n3]
                shards: 2
                replication: {factor: 1}
                isolation: strict-serializable
                disk: {fsync: 100ms}
                decision-log: {{log}}
                lock-timeout: 300s
                lease: 300s
                ask-after: 1ms
                planted: {{planted}}
            workload:
              - name: writers
                kind: multi-register
                clients: {coordinator: 1, far: 1}
                target: db
                think: 11s
                lasts: 15s
                keys: {count: 3}
                min-txn-length: 3
                max-txn-length: 3
                mix: {write: 100%}
                timeout: 150s
            faults: [{{crash}}]
            """;

    /// <summary>The node of the first transaction's coordinator goes down.</summary>
    /// <param name="Decision">What the case is called.</param>
    /// <param name="Log">Where decisions are kept.</param>
    /// <param name="AtMilliseconds">When it goes down.</param>
    /// <param name="RepairSeconds">How long it is down.</param>
    /// <param name="LosesUnsynced">Whether what is on its way to the disk is lost.</param>
    private sealed record Outage(
        string Decision,
        string Log,
        int AtMilliseconds,
        int RepairSeconds,
        bool LosesUnsynced
    )
    {
        /// <summary>
        /// How much longer the second transaction waits than without the outage, against the time from when the
        /// decision would have been told to the end of the repair.
        /// </summary>
        public KnownAnswer Blocked(string planted, LabRun calm, Tolerance tolerance) =>
            new(
                Name("blocked s"),
                RepairedSeconds - Told(calm),
                Estimate.Certain(EndOf(Run(planted), 1) - EndOf(calm, 1)),
                tolerance
            );

        /// <summary>
        /// How long the participant that was in doubt for a shorter time was: from when it had prepared until it
        /// had logged the decision. Of four, two are of the second transaction, which is not held up.
        /// </summary>
        public KnownAnswer LeastInDoubt(string planted, LabRun calm)
        {
            double prepared = Told(calm) - SyncSeconds - HopSeconds;
            SimDuration third = Run(planted).Metrics.Latency("database.in-doubt").Percentile(75);
            return new KnownAnswer(
                Name("in doubt s at least"),
                RepairedSeconds + HopSeconds + SyncSeconds - prepared,
                Estimate.Certain(third.TotalSeconds),
                Tolerance.Share(HistogramError)
            );
        }

        private double RepairedSeconds => AtMilliseconds / 1e3 + RepairSeconds;

        /// <summary>When the decision is told where nothing fails: the client then hears of it too.</summary>
        private static double Told(LabRun calm) => EndOf(calm, 0) - HopSeconds;

        private string Name(string what) =>
            string.Create(CultureInfo.InvariantCulture, $"{what}, {Decision}, repair {RepairSeconds} s");

        private LabRun Run(string planted) =>
            LabRun.Of(
                Text(
                    Log,
                    planted,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{{id: crash, at: {AtMilliseconds}ms, for: {RepairSeconds}s, inject: crash, "
                            + $"nodes: [n3], lose-unsynced: {(LosesUnsynced ? "true" : "false")}}}"
                    )
                ),
                seed: 1
            );
    }
}
