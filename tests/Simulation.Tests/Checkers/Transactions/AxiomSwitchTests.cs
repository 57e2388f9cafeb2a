using CsCheck;
using Simulation.Checkers;
using Simulation.Histories;
using Simulation.Tests.Checkers.Transactions.Lists;
using Simulation.Tests.Checkers.Transactions.Registers;

namespace Simulation.Tests.Checkers.Transactions;

/// <summary>Models with an axiom switched are other models, most of which have names of their own.</summary>
public sealed class AxiomSwitchTests
{
    private const int Samples = 500;

    public static TheoryData<string, string, string> Twins { get; } =
        new()
        {
            { "serializable", "+session-order", "strong-session-serializable" },
            { "serializable", "+real-time", "strict-serializable" },
            { "strong-session-serializable", "+real-time", "strict-serializable" },
            { "strict-serializable", "-real-time", "strong-session-serializable" },
            { "strict-serializable", "-real-time -session-order", "serializable" },
            { "strict-serializable", "-session-order", "strict-serializable" },
            { "snapshot-isolation", "+session-order", "strong-session-snapshot-isolation" },
            { "snapshot-isolation", "+real-time", "strong-snapshot-isolation" },
            { "strong-snapshot-isolation", "-real-time -session-order", "snapshot-isolation" },
            { "causal-cerone", "+session-order", "transactional-causal" },
            { "transactional-causal", "-session-order", "causal-cerone" },
            { "read-atomic", "+session-order", "read-atomic-BE" },
            { "read-committed-BE", "-session-order -internal", "monotonic-atomic-view" },
            { "read-committed", "+real-time", "strong-read-committed" },
            { "strong-read-committed", "-real-time", "strong-session-read-committed" },
        };

    [Theory]
    [MemberData(nameof(Twins))]
    public void A_model_of_registers_with_an_axiom_switched_is_its_twin(
        string model,
        string switches,
        string twin
    ) => Compare(RandomRegisterHistories.Any, model, switches, twin);

    [Theory]
    [MemberData(nameof(Twins))]
    public void A_model_of_lists_with_an_axiom_switched_is_its_twin(
        string model,
        string switches,
        string twin
    ) => Compare(RandomListHistories.Small, model, switches, twin);

    [Theory]
    [InlineData("-G1b", true)]
    [InlineData("-internal", false)]
    public void An_anomaly_that_is_let_pass_breaks_nothing(string switches, bool isHeld)
    {
        History history = new(
            "h",
            [Transaction(0, Write("x", 1), Write("x", 2)), Transaction(1, Read("x", 1))]
        );

        Verdict verdict = Judge.Check(history, "serializable", Options(switches));

        Assert.Equal("G1b", ((Verdict.Violated)Judge.Check(history, "serializable", Options(""))).Anomaly);
        Assert.Equal(isHeld, verdict is Verdict.Holds);
    }

    [Fact]
    public void A_read_of_what_its_own_transaction_writes_later_is_from_the_future_and_may_be_let_pass()
    {
        History history = new("h", [Transaction(0, Read("x", 1), Write("x", 1))]);

        Verdict verdict = Judge.Check(history, "read-committed", Options(""));

        Assert.Equal("future-read", Assert.IsType<Verdict.Violated>(verdict).Anomaly);
        Assert.IsType<Verdict.Holds>(Judge.Check(history, "read-committed", Options("-future-read")));
    }

    [Fact]
    public void What_nobody_has_defined_is_undecided()
    {
        History history = new("h", [Transaction(0, Write("x", 1))]);

        Verdict verdict = Judge.Check(history, "parallel-snapshot-isolation", Options("+real-time"));

        Assert.Equal(
            "parallel-snapshot-isolation is not defined with real-time",
            Assert.IsType<Verdict.Undecided>(verdict).Reason
        );
    }

    private static void Compare(Gen<History> histories, string model, string switches, string twin) =>
        histories.Sample(
            history =>
                Assert.Equal(
                    Judge.Check(history, twin, JudgeOptions.Default).GetType(),
                    Judge.Check(history, model, Options(switches)).GetType()
                ),
            iter: Samples,
            threads: 1
        );

    private static JudgeOptions Options(string switches)
    {
        string[] words = switches.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return JudgeOptions.Default with { Axioms = new AxiomSwitches(Named('+'), Named('-')) };

        Axiom[] Named(char sign) =>
            [.. words.Where(word => word[0] == sign).Select(word => Axiom.Find(word[1..])!)];
    }

    private static Operation Transaction(int index, params Value[] steps) =>
        new()
        {
            Index = index,
            Process = index,
            Function = Functions.Transaction,
            Argument = Value.Of(steps),
            Outcome = Outcome.Succeeded,
            InvokedOrder = 2 * index,
            CompletedOrder = (2 * index) + 1,
        };

    private static Value Write(string key, int value) =>
        Value.Of(Value.Of(Functions.StepWrite), Value.Of(key), Value.Of(value));

    private static Value Read(string key, int value) =>
        Value.Of(Value.Of(Functions.StepRead), Value.Of(key), Value.Of(value));
}
