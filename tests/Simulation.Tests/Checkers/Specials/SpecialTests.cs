using Simulation.Checkers;
using Simulation.Checkers.Specials;
using Simulation.Histories;
using Simulation.Histories.Reading;
using Simulation.Kernel.Time;
using Simulation.Testing;

namespace Simulation.Tests.Checkers.Specials;

public sealed class SpecialTests
{
    [Theory]
    [InlineData("bank", "r a=60 b=40; r a=50 b=50", true)]
    [InlineData("bank", "r a=60 b=40; w a=50; r a=50 b=40", false)]
    [InlineData("bank", "r a=60 b=40; r a=-1 b=101", false)]
    [InlineData("long-fork", "w x=1; w y=1; r x=1 y=nil; r x=1 y=1", true)]
    [InlineData("long-fork", "w x=1; w y=1; r x=1 y=nil; r x=nil y=1", false)]
    [InlineData("causal-reverse", "w x=1; w y=1; r x=1 y=nil", true)]
    [InlineData("causal-reverse", "w x=1; w y=1; r x=nil y=1", false)]
    [InlineData("write-skew", "r x=nil y=nil w x=1; r x=1 y=nil w y=2", true)]
    [InlineData("write-skew", "r x=nil y=nil w x=1; r x=nil y=nil w y=2", false)]
    public void Transactions_are_judged_by_what_their_workload_promises(string model, string text, bool holds)
    {
        Operation[] operations = [.. text.Split("; ").Select(Transaction)];

        Verdict verdict = Judge.Check(new History("test", operations), model, JudgeOptions.Default);

        Assert.Equal(holds, verdict is Verdict.Holds);
        Assert.Equal(!holds, verdict is Verdict.Violated);
    }

    [Theory]
    [InlineData("counter-bounds", "add 3 ok 0 1; add 5 ok 2 9; read 3 ok 3 4; read 8 ok 5 6", true)]
    [InlineData("counter-bounds", "add 3 ok 0 1; add 5 ok 4 9; read 8 ok 2 3", false)]
    [InlineData("counter-bounds", "add 3 ok 0 1; add -1 ok 2 9; read 2 ok 3 4", true)]
    [InlineData("counter-bounds", "add 3 ok 0 1; add -1 ok 2 3; read 3 ok 4 5", false)]
    [InlineData("total-queue", "enqueue 1 ok 0 1; dequeue 1 ok 2 3; dequeue nil ok 4 5", true)]
    [InlineData("total-queue", "enqueue 1 ok 0 1; dequeue nil ok 4 5", false)]
    [InlineData("total-queue", "enqueue 1 ok 0 1; dequeue 2 ok 4 5", false)]
    [InlineData("total-queue", "enqueue 1 ok 0 9; dequeue nil ok 2 3; dequeue 1 ok 10 11", true)]
    [InlineData("unique-ids", "generate 1 ok 0 1; generate 2 ok 0 1", true)]
    [InlineData("unique-ids", "generate 1 ok 0 1; generate 1 ok 2 3", false)]
    public void Operations_are_judged_by_what_their_workload_promises(string model, string text, bool holds)
    {
        Verdict verdict = Judge.Check(Plain(text), model, JudgeOptions.Default);

        Assert.Equal(holds, verdict is Verdict.Holds);
        Assert.Equal(!holds, verdict is Verdict.Violated);
    }

    [Theory]
    [InlineData("bank")]
    [InlineData("long-fork")]
    [InlineData("causal-reverse")]
    [InlineData("write-skew")]
    [InlineData("counter-bounds")]
    [InlineData("set-full")]
    [InlineData("total-queue")]
    [InlineData("unique-ids")]
    public void A_history_of_another_kind_is_undecided(string model)
    {
        Verdict verdict = Judge.Check(Plain("fly 1 ok 0 1"), model, JudgeOptions.Default);

        Assert.IsType<Verdict.Undecided>(verdict);
    }

    [Fact]
    public void A_queue_that_nobody_emptied_has_lost_nothing_yet()
    {
        foreach (string text in (string[])["enqueue 1 ok 0 1", "enqueue 1 ok 0 9; dequeue nil ok 2 3"])
        {
            Verdict verdict = Judge.Check(Plain(text), "total-queue", JudgeOptions.Default);

            Assert.IsType<Verdict.Undecided>(verdict);
        }
    }

    [Fact]
    public void An_element_is_lost_stable_stale_or_never_read()
    {
        History history = new(
            "test",
            [
                Add(0, 1, 0, 10),
                Add(1, 2, 0, 10),
                Add(2, 3, 0, 10),
                Add(3, 4, 0, 10),
                Read(4, 20, 21, 1, 2),
                Read(5, 30, 31, 1, 3),
                Read(6, 40, 41, 1, 3),
            ]
        );

        IReadOnlyList<SetElement> elements = SetFullCheck.Measure(history);

        Assert.Equal(
            [ElementFate.Stable, ElementFate.Lost, ElementFate.Stable, ElementFate.Lost],
            elements.Select(element => element.Fate)
        );
        Assert.Equal([false, false, true, false], elements.Select(element => element.IsStale));
        Assert.Equal(
            [SimDuration.Zero, new SimDuration(20), new SimDuration(10), new SimDuration(10)],
            elements.Select(element => element.Latency!.Value)
        );
        Verdict verdict = Judge.Check(history, "set-full", JudgeOptions.Default);
        Assert.Equal("lost-element", Assert.IsType<Verdict.Violated>(verdict).Anomaly);
    }

    [Theory]
    [InlineData("bank.edn", "bank", true)]
    [InlineData("bank-negative-balances.json", "bank", false)]
    [InlineData("counter.edn", "counter-bounds", true)]
    [InlineData("counter.edn", "linearizable", true)]
    [InlineData("set.edn", "set-full", true)]
    [InlineData("set.edn", "linearizable", true)]
    public void Every_shared_history_of_a_workload_gets_its_verdict(string file, string model, bool holds)
    {
        Assert.SkipWhen(SharedHistories.Root is null, SharedHistories.SkipReason);
        string path = Path.Combine(SharedHistories.Root!, "elle-cli", file);

        HistoryFile read = HistoryReader.Read(path, File.ReadAllText(path));
        Verdict verdict = Judge.Check(read.Histories[0], model, JudgeOptions.Default);

        Assert.Empty(read.Problems);
        Assert.True(holds ? verdict is Verdict.Holds : verdict is Verdict.Violated, verdict.ToString());
    }

    /// <summary>As in the published comments history: the read shows 430 but not 425.</summary>
    [Fact]
    public void A_comment_without_the_one_before_it_is_a_causal_reversal()
    {
        History history = new(
            "comments",
            [
                Read(0, 0, 9, 419, 422, 430) with
                {
                    Argument = Value.Nil,
                },
                Add(1, 425, 1, 2) with
                {
                    Function = "write",
                },
                Add(2, 430, 3, 4) with
                {
                    Function = "write",
                },
            ]
        );

        Verdict verdict = Judge.Check(history, "causal-reverse", JudgeOptions.Default);

        Assert.Equal([0, 1, 2], Assert.IsType<Verdict.Violated>(verdict).Operations.Select(one => one.Index));
    }

    private static Operation Transaction(string text, int index)
    {
        string[] words = text.Split(' ');
        List<Value> steps = [];
        string function = "r";
        foreach (string word in words)
        {
            if (word is "r" or "w")
            {
                function = word;
                continue;
            }

            string[] parts = word.Split('=');
            steps.Add(Value.Of(Value.Of(function), Value.Of(parts[0]), Number(parts[1])));
        }

        return Operation(index, Functions.Transaction, 2 * index, (2 * index) + 1) with
        {
            Argument = Value.Of([.. steps]),
        };
    }

    private static History Plain(string text)
    {
        List<Operation> operations = [];
        foreach (string line in text.Split("; "))
        {
            string[] words = line.Split(' ');
            bool isQuestion = words[0] is "read" or "dequeue" or "generate";
            Operation operation = Operation(
                operations.Count,
                words[0],
                (int)Number(words[3]).AsNumber,
                (int)Number(words[4]).AsNumber
            );
            operations.Add(
                isQuestion
                    ? operation with
                    {
                        Result = Number(words[1]),
                    }
                    : operation with
                    {
                        Argument = Number(words[1]),
                    }
            );
        }

        return new History("test", operations);
    }

    private static Operation Add(int index, long value, int start, int end) =>
        Operation(index, "add", start, end) with
        {
            Argument = Value.Of(value),
        };

    private static Operation Read(int index, int start, int end, params long[] members) =>
        Operation(index, "read", start, end) with
        {
            Result = Value.Of([.. members.Select(Value.Of)]),
        };

    private static Operation Operation(int index, string function, int start, int end) =>
        new()
        {
            Index = index,
            Process = index,
            Function = function,
            Outcome = Outcome.Succeeded,
            Invoked = new SimTime(start),
            Completed = new SimTime(end),
            InvokedOrder = start,
            CompletedOrder = end,
        };

    private static Value Number(string word) =>
        word == "nil"
            ? Value.Nil
            : Value.Of(long.Parse(word, System.Globalization.CultureInfo.InvariantCulture));
}
