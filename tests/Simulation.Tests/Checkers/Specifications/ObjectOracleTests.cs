using CsCheck;
using Simulation.Checkers;
using Simulation.Checkers.Linearizability;
using Simulation.Checkers.Specifications;
using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Checkers.Specifications;

public sealed class ObjectOracleTests
{
    private const int Samples = 3_000;

    [Theory]
    [InlineData("queue", true)]
    [InlineData("queue", false)]
    [InlineData("stack", true)]
    [InlineData("stack", false)]
    [InlineData("priority-queue", true)]
    [InlineData("priority-queue", false)]
    [InlineData("set", false)]
    [InlineData("readable-set", true)]
    [InlineData("counter", false)]
    [InlineData("mutex", false)]
    public void The_judge_agrees_with_every_order_tried(string kind, bool isUnique)
    {
        int accepted = 0;
        int rejected = 0;
        JudgeOptions options = JudgeOptions.Default with { Specification = SpecificationCatalog.Find(kind) };

        Histories(kind, isUnique)
            .Sample(
                history =>
                {
                    bool expected = PlainObject.IsLinearizable(kind, history);
                    Verdict verdict = Judge.Check(history, "linearizable", options);
                    accepted += expected ? 1 : 0;
                    rejected += expected ? 0 : 1;
                    return expected
                        ? verdict is Verdict.Holds
                        : verdict is Verdict.Violated violated
                            && !PlainObject.IsLinearizable(
                                kind,
                                history with
                                {
                                    Operations = violated.Operations,
                                }
                            );
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
    public void The_queue_check_agrees_with_the_search_where_it_applies()
    {
        Specification queue = SpecificationCatalog.Find("queue")!;
        int applied = 0;
        int broken = 0;

        Histories("queue", isUnique: true)
            .Sample(
                history =>
                {
                    ObjectHistory one = Partition.Build(
                        [.. history.Operations],
                        queue,
                        FailedCas.DidNotHappen
                    );
                    long budget = 1_000_000;
                    Finding finding = QueueCheck.Check(one);
                    applied += finding.Answer is null ? 0 : 1;
                    broken += finding.Answer == false ? 1 : 0;
                    return finding.Answer is null
                        || finding.Answer == LinearizabilityChecker.Search(one, ref budget).Answer;
                },
                iter: 20_000,
                threads: 1
            );

        Assert.True(applied > 10_000 && broken > 1_000, $"{applied} applied, {broken} broken");
    }

    /// <summary>
    /// Runs an object at random instants within random intervals, and then changes some of what came back.
    /// </summary>
    private static Gen<History> Histories(string kind, bool isUnique) =>
        Gen.Select(
                Gen.Int[0, 9],
                Gen.Int[0, 2],
                Gen.Int[0, 19],
                Gen.Int[0, 14],
                Gen.Int[0, 11],
                Gen.Int[0, 11]
            )
            .Array[1, 8]
            .Select(steps => Build(kind, isUnique, steps));

    private static History Build(
        string kind,
        bool isUnique,
        (int Kind, int Value, int Chance, int Start, int Left, int Right)[] steps
    )
    {
        string[] functions = PlainObject.Functions[kind];
        var drafts = steps
            .Select(
                (step, i) =>
                    (
                        Function: functions[step.Kind < 5 ? 0 : 1 + (step.Kind % (functions.Length - 1))],
                        Value: Value.Of(isUnique ? (i * 5 % 8) + 1 : step.Value),
                        At: step.Start + step.Left
                    )
            )
            .ToArray();
        var results = new Value?[steps.Length];
        List<long> state = [];
        foreach (int i in Enumerable.Range(0, steps.Length).OrderBy(i => (At(i), i)))
        {
            results[i] = PlainObject.Do(kind, state, drafts[i].Function, drafts[i].Value);
            if (steps[i].Chance == 0 && results[i] is { IsNil: false, AsList: null, AsText: null })
            {
                results[i] = Value.Of(steps[i].Value);
            }
            else if (steps[i].Chance is 4 or 5 or 6 && results[i] is { AsText: { } text })
            {
                results[i] = Value.Of(text == "true" ? "false" : "true");
            }
            else if (steps[i].Chance == 1 && drafts[i].Function is "dequeue" or "pop" or "pop-min")
            {
                results[i] = isUnique ? Value.Nil : Value.Of(steps[i].Value);
            }
        }

        // Half of them happen when they should not have, so that many histories are wrong.
        int At(int i) => drafts[i].At + (steps[i].Chance >= 10 ? 12 * (steps[i].Value - 1) : 0);

        int[] byStart = [.. Enumerable.Range(0, steps.Length).OrderBy(i => (steps[i].Start, i))];
        List<(int Time, int Kind, int Index)> events = [];
        foreach (int i in byStart)
        {
            events.Add((steps[i].Start, 0, i));
            events.Add((drafts[i].At + steps[i].Right, 1, i));
        }

        events.Sort();
        List<Operation> operations = [];
        foreach (int i in byStart)
        {
            bool isQuestion = drafts[i].Function is "dequeue" or "pop" or "pop-min" or "read";
            bool isBare = isQuestion || kind == "mutex";
            Outcome outcome =
                results[i] is null ? Outcome.Succeeded
                : steps[i].Chance is 2 or 3 ? Outcome.Lost
                : Outcome.Succeeded;
            operations.Add(
                new Operation
                {
                    Index = operations.Count,
                    Process = i,
                    Function = drafts[i].Function,
                    Argument = isBare ? Value.Nil : drafts[i].Value,
                    Result = outcome == Outcome.Lost ? Value.Nil : results[i] ?? Value.Nil,
                    Outcome = outcome,
                    Invoked = new SimTime(steps[i].Start),
                    InvokedOrder = events.IndexOf((steps[i].Start, 0, i)),
                    CompletedOrder =
                        outcome == Outcome.Lost
                            ? int.MaxValue
                            : events.IndexOf((drafts[i].At + steps[i].Right, 1, i)),
                }
            );
        }

        return new History("random", operations);
    }
}
