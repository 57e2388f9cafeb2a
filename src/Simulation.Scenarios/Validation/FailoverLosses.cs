using Simulation.Checkers.Durability;
using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Running;

namespace Simulation.Scenarios.Validation;

/// <summary>What a failover loses of what was acknowledged, with asynchronous copies and with consensus.</summary>
internal static class FailoverLosses
{
    private static readonly SimTime Cut = SimTime.Zero + 20.Seconds;
    private static readonly SimTime Heal = SimTime.Zero + 60.Seconds;

    public static ValidationRow Row { get; } =
        new(
            "LOSSES",
            "Five replicas, the primary and a backup cut from the others, who promote one: writes lost.",
            "Kingsbury, \"Jepsen: Redis\", 2013: what the minority acknowledged is lost, 56 % there; Ongaro and "
                + "Ousterhout, \"In Search of an Understandable Consensus Algorithm\", USENIX ATC 2014: none",
            effort => Ask("mode: async", effort)
        );

    /// <summary>The answers for a primary-backup store with such settings, and for raft.</summary>
    internal static IEnumerable<KnownAnswer> Ask(string primaryBackup, Effort effort)
    {
        Tally store = Add(effort.Of(20), $"protocol: primary-backup, primary-backup: {{{primaryBackup}}}");
        yield return new KnownAnswer(
            "share of acknowledged writes lost, primary-backup",
            (double)store.AcknowledgedApart / store.Acknowledged,
            new Estimate((double)store.Lost / store.Acknowledged, double.NaN, store.Acknowledged),
            Tolerance.Share(0.02)
        );
        yield return Served("primary-backup", store, 1, Tolerance.Share(0.02));
        Tally raft = Add(effort.Of(20), "protocol: raft");
        yield return new KnownAnswer(
            "acknowledged writes lost, raft",
            0,
            new Estimate(raft.Lost, 0, raft.Acknowledged),
            Tolerance.Exactly
        );
        yield return Served("raft", raft, 0, Tolerance.Exactly);
    }

    private static KnownAnswer Served(string protocol, Tally tally, double published, Tolerance tolerance) =>
        new(
            $"share of the minority's writes acknowledged, {protocol}",
            published,
            Estimate.Proportion(tally.AcknowledgedApart, tally.AskedApart),
            tolerance
        );

    private static Tally Add(int runs, string protocol)
    {
        var sum = new Tally(0, 0, 0, 0);
        for (int seed = 1; seed <= runs; seed++)
        {
            WorkloadRecord record = LabRun.Of(Text(protocol), (ulong)seed).Records[0];
            LostWritesResult lost = LostWrites.Find(record.History, record.Truth, record.LiveReplicas);
            Operation[] apart =
            [
                .. record.History.Operations.Where(operation => IsAskedApart(record, operation)),
            ];
            sum = new Tally(
                sum.Acknowledged + lost.Acknowledged,
                sum.Lost + lost.Count,
                sum.AskedApart + apart.Length,
                sum.AcknowledgedApart + apart.Count(operation => operation.Outcome == Outcome.Succeeded)
            );
        }

        return sum;
    }

    /// <summary>
    /// Whether a client on the primary's side asked and heard of the end while the sides were apart; what was
    /// asked before the cut may have crossed it in time.
    /// </summary>
    private static bool IsAskedApart(WorkloadRecord record, Operation operation) =>
        operation.Invoked >= Cut
        && operation.Completed < Heal
        && record.RegionOfProcess[operation.Process] == "minority";

    private static string Text(string protocol) =>
        $$"""
            scenario: v1
            name: losses
            duration: 80s
            topology:
              regions:
                minority: {nodes: [n1, n2]}
                majority: {nodes: [n3, n4, n5]}
              links:
                - {within: [minority, majority], latency: 200us}
                - {between: [minority, majority], latency: 1ms}
            components:
              store: {kind: kv-store, {{protocol}} }
            workload:
              - name: writers
                clients: {minority: 5, majority: 5}
                target: store
                rate: 200/s
                keys: {count: 100}
                mix: {write: 100%}
            faults:
              - {id: cut, at: 20s, for: 40s, inject: partition, groups: [[minority], [majority]]}
            """;

    /// <summary>Writes over several runs: all, and those that the minority's clients asked for while apart.</summary>
    private readonly record struct Tally(
        long Acknowledged,
        long Lost,
        long AskedApart,
        long AcknowledgedApart
    );
}
