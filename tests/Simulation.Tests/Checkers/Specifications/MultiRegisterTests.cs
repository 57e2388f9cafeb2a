using Simulation.Checkers;
using Simulation.Checkers.Specifications;
using Simulation.Histories;
using Simulation.Histories.Reading;
using Simulation.Testing;

namespace Simulation.Tests.Checkers.Specifications;

public sealed class MultiRegisterTests
{
    private static readonly JudgeOptions FromZero = JudgeOptions.Default with
    {
        Specification = new MultiRegister(Value.Of(0)),
    };

    [Fact]
    public void The_shared_history_of_several_registers_is_linearizable()
    {
        Assert.SkipWhen(SharedHistories.Root is null, SharedHistories.SkipReason);
        string path = Path.Combine(
            SharedHistories.Root!,
            "knossos",
            "multi-register",
            "good",
            "multi-register.edn"
        );

        HistoryFile file = HistoryReader.Read(path, File.ReadAllText(path));
        Verdict verdict = Judge.Check(file.Histories[0], "linearizable", FromZero);

        Assert.Empty(file.Problems);
        Assert.IsType<Verdict.Holds>(verdict);
    }

    [Theory]
    [InlineData("[[r,x,1],[r,y,1]]", true)]
    [InlineData("[[r,x,1],[r,y,0]]", false)]
    public void Registers_that_are_written_together_are_seen_together(string read, bool holds)
    {
        Operation written = Transaction(0, "[[w,x,1],[w,y,1]]", 0, 1);
        Operation seen = Transaction(1, read, 2, 3);

        Verdict verdict = Judge.Check(new History("test", [written, seen]), "linearizable", FromZero);

        Assert.Equal(holds, verdict is Verdict.Holds);
        Assert.Equal(!holds, verdict is Verdict.Violated);
    }

    private static Operation Transaction(int index, string steps, int start, int end)
    {
        Value[] list =
        [
            .. steps
                .Trim('[', ']')
                .Split("],[")
                .Select(step => step.Split(','))
                .Select(parts =>
                    Value.Of(
                        Value.Of(parts[0]),
                        Value.Of(parts[1]),
                        Value.Of(long.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture))
                    )
                ),
        ];
        return new Operation
        {
            Index = index,
            Process = index,
            Function = Functions.Transaction,
            Argument = Value.Of(list),
            Outcome = Outcome.Succeeded,
            InvokedOrder = start,
            CompletedOrder = end,
        };
    }
}
