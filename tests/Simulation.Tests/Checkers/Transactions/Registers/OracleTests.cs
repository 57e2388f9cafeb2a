using CsCheck;
using Simulation.Checkers;
using Simulation.Histories;

namespace Simulation.Tests.Checkers.Transactions.Registers;

public sealed class OracleTests
{
    private const int Samples = 4_000;

    [Theory]
    [InlineData("serializable", "none")]
    [InlineData("strong-session-serializable", "session")]
    [InlineData("strict-serializable", "realtime")]
    public void The_judge_agrees_with_every_serial_order_tried(string model, string order) =>
        Compare(model, history => RegisterOracle.IsSerializable(history, order));

    [Theory]
    [InlineData("snapshot-isolation", "none")]
    [InlineData("strong-session-snapshot-isolation", "session")]
    [InlineData("strong-snapshot-isolation", "realtime")]
    public void The_judge_agrees_with_every_interleaving_of_snapshots_tried(string model, string order) =>
        Compare(model, history => RegisterOracle.IsSnapshotIsolated(history, order));

    [Fact]
    public void The_judge_agrees_with_every_interleaving_of_snapshots_without_conflicts() =>
        Compare("prefix", RegisterOracle.IsPrefixConsistent);

    [Theory]
    [InlineData("read-committed-BE")]
    [InlineData("read-atomic-BE")]
    [InlineData("transactional-causal")]
    [InlineData("monotonic-atomic-view")]
    [InlineData("read-atomic")]
    [InlineData("causal-cerone")]
    public void The_judge_agrees_with_the_axioms_of_visibility(string model) =>
        Compare(model, history => VisibilityOracle.Holds(history, model));

    [Theory]
    [InlineData("parallel-snapshot-isolation")]
    [InlineData("update-atomic")]
    [InlineData("cursor-stability")]
    public void The_judge_agrees_with_every_order_of_versions_tried(string model) =>
        Compare(model, history => VersionOracle.Holds(history, model));

    [Fact]
    public void Every_counterexample_of_serializability_is_broken_by_itself() =>
        RandomRegisterHistories.Any.Sample(
            history =>
                Judge.Check(history, "strict-serializable", JudgeOptions.Default)
                    is not Verdict.Violated violated
                || !RegisterOracle.IsSerializable(
                    history with
                    {
                        Operations = violated.Operations,
                    },
                    "realtime"
                ),
            iter: Samples,
            threads: 1
        );

    private static void Compare(string model, Func<History, bool> oracle)
    {
        int accepted = 0;
        int rejected = 0;
        RandomRegisterHistories.Any.Sample(
            history =>
            {
                bool expected = oracle(history);

                Verdict verdict = Judge.Check(history, model, JudgeOptions.Default);

                accepted += expected ? 1 : 0;
                rejected += expected ? 0 : 1;
                Assert.True(
                    expected ? verdict is Verdict.Holds : verdict is Verdict.Violated,
                    $"{verdict}, expected {expected}"
                );
            },
            iter: Samples,
            threads: 1,
            print: Show
        );
        Assert.True(
            accepted > Samples / 50 && rejected > Samples / 50,
            $"{accepted} accepted, {rejected} rejected"
        );
    }

    private static string Show(History history) =>
        string.Join(
            '\n',
            history.Operations.Select(operation =>
                $"c{operation.Process} {operation.Outcome} {operation.Argument} {operation.Result} "
                + $"{operation.InvokedOrder}..{operation.CompletedOrder}"
            )
        );
}
