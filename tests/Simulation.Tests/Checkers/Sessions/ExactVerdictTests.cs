using System.Text.Json;
using CsCheck;
using Simulation.Checkers;
using Simulation.Histories;
using Simulation.Histories.Reading;
using Simulation.Kernel.Time;
using Simulation.Testing;

namespace Simulation.Tests.Checkers.Sessions;

public sealed class ExactVerdictTests
{
    private const int Samples = 4_000;

    private static readonly Gen<History> Registers = Gen.Select(
            Gen.Int[0, 2],
            Gen.Int[0, 1],
            Gen.Bool,
            Gen.Int[0, 5]
        )
        .Array[2, 7]
        .Select(Build);

    [Fact]
    public void Every_small_history_gets_its_exhaustive_verdicts()
    {
        string path = Repository.PathOf("tests", "data", "histories", "small-exact", "register.jsonl");
        string[] lines = File.ReadAllLines(path);
        HistoryFile file = HistoryReader.Read("register", File.ReadAllText(path));
        List<string> wrong = [];

        for (int i = 0; i < lines.Length; i++)
        {
            using JsonDocument document = JsonDocument.Parse(lines[i]);
            foreach (
                (string list, bool holds) in (ValueTuple<string, bool>[])
                    [("exact_violated", false), ("exact_satisfied", true)]
            )
            {
                foreach (JsonElement model in document.RootElement.GetProperty(list).EnumerateArray())
                {
                    Verdict verdict = Judge.Check(
                        file.Histories[i],
                        model.GetString()!,
                        JudgeOptions.Default
                    );
                    if (holds ? verdict is not Verdict.Holds : verdict is not Verdict.Violated)
                    {
                        wrong.Add($"{file.Histories[i].Name} {model}: {verdict}, expected {holds}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("read-your-writes")]
    [InlineData("monotonic-reads")]
    [InlineData("monotonic-writes")]
    [InlineData("writes-follow-reads")]
    [InlineData("pram")]
    [InlineData("causal")]
    [InlineData("causal-convergence")]
    [InlineData("consistent-prefix")]
    [InlineData("sequential")]
    public void The_judge_agrees_with_every_order_tried(string model)
    {
        int accepted = 0;
        int rejected = 0;

        Registers.Sample(
            history =>
            {
                bool expected = ViewOracle.Holds(history, model);
                Verdict verdict = Judge.Check(history, model, JudgeOptions.Default);
                accepted += expected ? 1 : 0;
                rejected += expected ? 0 : 1;
                return expected
                    ? verdict is Verdict.Holds
                    : verdict is Verdict.Violated violated
                        && !ViewOracle.Holds(history with { Operations = violated.Operations }, model)
                        && violated.Because.Length > 0;
            },
            iter: Samples,
            threads: 1
        );

        Assert.True(
            accepted > Samples / 20 && rejected > Samples / 20,
            $"{accepted} accepted, {rejected} rejected"
        );
    }

    [Fact]
    public void What_the_table_says_is_implied_is_so()
    {
        ConsistencyModel[] models =
        [
            .. ConsistencyModels.All.Where(model =>
                model.Scope == ModelScope.Operations && model.Checker is "sequential" or "sessions"
            ),
        ];

        Registers.Sample(
            history =>
            {
                IReadOnlyList<ModelVerdict> verdicts = Judge.CheckAll(history, models, JudgeOptions.Default);
                return verdicts.All(stronger =>
                    verdicts.All(weaker =>
                        stronger.Verdict is not Verdict.Holds
                        || weaker.Verdict is Verdict.Holds
                        || !ConsistencyModels.Implies(stronger.Model, weaker.Model)
                    )
                );
            },
            iter: Samples,
            threads: 1
        );
    }

    /// <summary>Each write brings a value of its own; each read returns one of those, or nil.</summary>
    private static History Build((int Process, int Key, bool IsWrite, int Pick)[] steps)
    {
        List<Operation> operations = [];
        for (int i = 0; i < steps.Length; i++)
        {
            (int process, int key, bool isWrite, int pick) = steps[i];
            Value[] written =
            [
                Value.Nil,
                .. steps
                    .Index()
                    .Where(step => step.Item.IsWrite && step.Item.Key == key)
                    .Select(step => Value.Of(step.Index)),
            ];
            operations.Add(
                new Operation
                {
                    Index = i,
                    Process = process,
                    Function = isWrite ? Functions.Write : Functions.Read,
                    Key = key == 0 ? "x" : "y",
                    Argument = isWrite ? Value.Of(i) : Value.Nil,
                    Result = isWrite ? Value.Nil : written[pick % written.Length],
                    Outcome = Outcome.Succeeded,
                    Invoked = new SimTime(2 * i),
                    Completed = new SimTime((2 * i) + 1),
                    InvokedOrder = 2 * i,
                    CompletedOrder = (2 * i) + 1,
                }
            );
        }

        return new History("random", operations);
    }
}
