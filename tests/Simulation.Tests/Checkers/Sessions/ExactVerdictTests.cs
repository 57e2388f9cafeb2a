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
        .Select(steps => Build(steps, i => i));

    private static readonly Gen<History> Repeating = Gen.Select(
            Gen.Int[0, 2],
            Gen.Int[0, 1],
            Gen.Bool,
            Gen.Int[0, 5]
        )
        .Array[2, 7]
        .Select(steps => Build(steps, i => i % 2));

    /// <summary>Concurrent sessions with lost operations and compare-and-sets.</summary>
    private static readonly Gen<History> Messy = Gen.Select(
            Gen.Int[0, 2],
            Gen.Int[0, 4],
            Gen.Int[0, 7],
            Gen.Int[0, 7],
            Gen.Int[0, 9]
        )
        .Array[2, 8]
        .SelectMany(steps => Gen.Bool.Select(isRepeating => BuildMessy(steps, i => isRepeating ? i % 3 : i)));

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
    public void The_judge_agrees_with_every_order_tried(string model) => Compare(Registers, model);

    /// <summary>The models whose views ask nothing of who read from whom.</summary>
    [Theory]
    [InlineData("read-your-writes")]
    [InlineData("monotonic-reads")]
    [InlineData("monotonic-writes")]
    [InlineData("pram")]
    [InlineData("consistent-prefix")]
    [InlineData("sequential")]
    public void The_judge_agrees_with_every_order_tried_where_values_repeat(string model) =>
        Compare(Repeating, model);

    private static void Compare(Gen<History> histories, string model)
    {
        int accepted = 0;
        int rejected = 0;

        histories.Sample(
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
            accepted > Samples / 40 && rejected > Samples / 40,
            $"{accepted} accepted, {rejected} rejected"
        );
    }

    [Fact]
    public void What_the_table_says_is_implied_is_so()
    {
        ConsistencyModel[] models =
        [
            .. ConsistencyModels.All.Where(model =>
                model.Checker is "linearizability" or "sequential" or "sessions"
            ),
        ];

        int atomic = 0;
        Gen.OneOf(Registers, Repeating, Messy)
            .Sample(
                history =>
                {
                    IReadOnlyList<ModelVerdict> verdicts = Judge.CheckAll(
                        history,
                        models,
                        JudgeOptions.Default
                    );
                    atomic += verdicts[0].Verdict is Verdict.Holds ? 1 : 0;
                    return verdicts.All(stronger =>
                        verdicts.All(weaker =>
                            stronger.Verdict is not Verdict.Holds
                            || weaker.Verdict is Verdict.Holds
                            || !ConsistencyModels.Implies(stronger.Model, weaker.Model)
                        )
                    );
                },
                iter: 3 * Samples,
                threads: 1
            );
        Assert.True(atomic > Samples / 20, $"only {atomic} histories were linearizable");
    }

    /// <summary>Each write brings a value of its own; each read returns one of those, or nil.</summary>
    private static History Build(
        (int Process, int Key, bool IsWrite, int Pick)[] steps,
        Func<int, int> valueOf
    )
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
                    .Select(step => Value.Of(valueOf(step.Index))),
            ];
            operations.Add(
                new Operation
                {
                    Index = i,
                    Process = process,
                    Function = isWrite ? Functions.Write : Functions.Read,
                    Key = key == 0 ? "x" : "y",
                    Argument = isWrite ? Value.Of(valueOf(i)) : Value.Nil,
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

    private static History BuildMessy(
        (int Process, int Kind, int From, int To, int Chance)[] steps,
        Func<int, int> valueOf
    )
    {
        List<Operation> operations = [];
        for (int i = 0; i < steps.Length; i++)
        {
            (int process, int kind, int from, int to, int chance) = steps[i];
            int next = Array.FindIndex(steps, i + 1, step => step.Process == process);
            Value value = Value.Of(valueOf(i) + 1);
            Value seen = from == 0 ? Value.Nil : Value.Of(valueOf((from - 1) % steps.Length) + 1);
            bool isLost = chance == 0;
            int end = (20 * Math.Max(i, next < 0 ? i + (to % 3) : Math.Min(next - 1, i + (to % 3)))) + 10 + i;
            operations.Add(
                new Operation
                {
                    Index = i,
                    Process = process,
                    Function = kind switch
                    {
                        < 2 => Functions.Write,
                        < 4 => Functions.Read,
                        _ => Functions.Cas,
                    },
                    Key = "x",
                    Argument = kind switch
                    {
                        < 2 => value,
                        < 4 => Value.Nil,
                        _ => Value.Of(seen, value),
                    },
                    Result = kind is 2 or 3 && !isLost ? seen : Value.Nil,
                    Outcome = isLost ? Outcome.Lost : Outcome.Succeeded,
                    Invoked = new SimTime(20 * i),
                    Completed = isLost ? null : new SimTime(end),
                    InvokedOrder = 20 * i,
                    CompletedOrder = isLost ? int.MaxValue : end,
                }
            );
        }

        return new History("messy", operations);
    }
}
