using CsCheck;
using Simulation.Checkers;
using Simulation.Checkers.Transactions;
using Simulation.Histories;

namespace Simulation.Tests.Checkers.Transactions.Lists;

public sealed class OracleTests
{
    private const int Samples = 3_000;

    private static readonly string[] Models =
    [
        .. ConsistencyModels.All.Where(model => model.Checker == "transactions").Select(model => model.Name),
    ];

    /// <summary>Which models imply which.</summary>
    private static readonly bool[][] Implied =
    [
        .. Models.Select(model => Models.Select(weaker => Implies(model, weaker)).ToArray()),
    ];

    private static readonly bool[] SpeaksOfReads =
    [
        .. Models.Select(model =>
            Implies(model, "read-atomic")
            || Implies(model, "read-committed-BE")
            || Implies(model, "serializable")
        ),
    ];

    [Fact]
    public void The_judge_agrees_with_every_order_tried_by_the_axioms()
    {
        int[] held = new int[Models.Length];
        int[] violated = new int[Models.Length];
        RandomListHistories.Small.Sample(
            history =>
            {
                TransactionLog log = TransactionLog.Of(history)!;
                AxiomaticOracle oracle = new(log);
                bool[] expected = oracle.Satisfied(Models);

                IReadOnlyList<Verdict> verdicts = TransactionChecker.Check(
                    new Inquiry(history, Models, JudgeOptions.Default)
                );

                for (int i = 0; i < Models.Length; i++)
                {
                    bool isJudgedByReads = oracle.HasInternalAnomaly && SpeaksOfReads[i];
                    bool isOutside =
                        (oracle.HasInternalAnomaly && !SpeaksOfReads[i]) || Models[i] == "read-uncommitted";
                    bool shouldHold = expected[i] && !isJudgedByReads;
                    bool isRight = shouldHold
                        ? verdicts[i] is Verdict.Holds
                        : verdicts[i] is Verdict.Violated;
                    Assert.True(isOutside || isRight, $"{Models[i]}: {verdicts[i]}, expected {shouldHold}");
                    held[i] += verdicts[i] is Verdict.Holds ? 1 : 0;
                    violated[i] += verdicts[i] is Verdict.Violated ? 1 : 0;
                }
            },
            iter: Samples,
            threads: 1,
            print: Show
        );

        Assert.All(held, count => Assert.True(count > Samples / 20));
        Assert.All(violated[..^1], count => Assert.True(count > Samples / 50));
    }

    [Fact]
    public void What_a_model_implies_holds_wherever_it_holds() =>
        RandomListHistories.Small.Sample(
            history =>
            {
                IReadOnlyList<Verdict> verdicts = TransactionChecker.Check(
                    new Inquiry(history, Models, JudgeOptions.Default)
                );

                for (int i = 0; i < Models.Length; i++)
                {
                    for (int j = 0; j < Models.Length; j++)
                    {
                        Assert.False(
                            Implied[i][j] && verdicts[i] is Verdict.Holds && verdicts[j] is Verdict.Violated,
                            $"{Models[i]} holds, but {Models[j]} does not"
                        );
                    }
                }
            },
            iter: Samples,
            threads: 1,
            print: Show
        );

    private static bool Implies(string model, string weaker) =>
        ConsistencyModels.Implies(ConsistencyModels.Find(model)!, ConsistencyModels.Find(weaker)!);

    private static string Show(History history) =>
        string.Join(
            '\n',
            history.Operations.Select(operation =>
                $"c{operation.Process} {operation.Outcome} {operation.Argument} {operation.Result} "
                + $"{operation.InvokedOrder}..{operation.CompletedOrder}"
            )
        );
}
