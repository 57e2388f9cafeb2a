using CsCheck;
using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Checkers.Linearizability;

/// <summary>
/// Draws tiny one-key histories, dense in overlap, of which many are linearizable and many are not.
/// </summary>
internal static class RandomHistories
{
    private static readonly Gen<(int Kind, int A, int B, int Outcome, int Start, int Length)> Op = Gen.Select(
        Gen.Int[0, 9],
        Gen.Int[0, 2],
        Gen.Int[0, 2],
        Gen.Int[0, 9],
        Gen.Int[0, 24],
        Gen.Int[1, 9]
    );

    /// <summary>
    /// Registers with cas, values that repeat, lost operations, and refusals of either meaning.
    /// </summary>
    public static readonly Gen<History> CasRegister = Gen.Select(
        Op.Array[1, 9],
        Gen.Bool,
        (ops, observes) =>
            Build(
                ops,
                observes ? FailedCas.ObservedDifference : FailedCas.DidNotHappen,
                (i, kind, a, b) =>
                    kind switch
                    {
                        < 4 => ("read", Value.Nil, a == 2 && i % 3 == 0 ? Value.Nil : Value.Of(a)),
                        < 7 => ("write", Value.Of(a), Value.Nil),
                        _ => ("cas", Value.Of(Value.Of(a), Value.Of(b)), Value.Nil),
                    }
            )
    );

    /// <summary>Registers in which every write and cas brings a value of its own.</summary>
    public static readonly Gen<History> UniqueRegister = Op.Array[1, 9]
        .Select(ops =>
            Build(
                ops,
                FailedCas.DidNotHappen,
                (i, kind, a, b) =>
                    kind switch
                    {
                        < 5 => ("read", Value.Nil, Pick(ops.Length, a, b)),
                        < 8 => ("write", Value.Of(i + 1), Value.Nil),
                        _ => ("cas", Value.Of(Pick(ops.Length, a, b), Value.Of(i + 1)), Value.Nil),
                    }
            )
        );

    /// <summary>Texts that are put and appended to.</summary>
    public static readonly Gen<History> Text = Op.Array[1, 8]
        .Select(ops =>
            Build(
                ops,
                FailedCas.DidNotHappen,
                (i, kind, a, b) =>
                    kind switch
                    {
                        < 4 => (
                            "get",
                            Value.Nil,
                            Value.Of(new string[] { "", "a", "ab", "b", "ba", "aa", "bb" }[(3 * a + b) % 7])
                        ),
                        < 6 => ("put", Value.Of(a == 0 ? "a" : "b"), Value.Nil),
                        _ => ("append", Value.Of(b == 0 ? "a" : "b"), Value.Nil),
                    }
            )
        );

    private static Value Pick(int count, int a, int b)
    {
        int value = (3 * a + b) % (count + 1);
        return value == 0 ? Value.Nil : Value.Of(value);
    }

    private static History Build(
        (int Kind, int A, int B, int Outcome, int Start, int Length)[] ops,
        FailedCas failedCas,
        Func<int, int, int, int, (string Function, Value Argument, Value Result)> describe
    )
    {
        Array.Sort(ops, (left, right) => left.Start.CompareTo(right.Start));
        List<(int Time, int Kind, int Index)> events = [];
        for (int i = 0; i < ops.Length; i++)
        {
            events.Add((ops[i].Start, 0, i));
            events.Add((ops[i].Start + ops[i].Length, 1, i));
        }

        events.Sort();
        List<Operation> operations = [];
        for (int i = 0; i < ops.Length; i++)
        {
            (string function, Value argument, Value result) = describe(i, ops[i].Kind, ops[i].A, ops[i].B);
            Outcome outcome = ops[i].Outcome switch
            {
                < 7 => Outcome.Succeeded,
                < 9 => Outcome.Lost,
                _ => Outcome.Refused,
            };
            operations.Add(
                new Operation
                {
                    Index = i,
                    Process = i,
                    Function = function,
                    Argument = argument,
                    Result = outcome == Outcome.Succeeded ? result : Value.Nil,
                    Outcome = outcome,
                    Invoked = new SimTime(ops[i].Start),
                    Completed = new SimTime(ops[i].Start + ops[i].Length),
                    InvokedOrder = events.IndexOf((ops[i].Start, 0, i)),
                    CompletedOrder =
                        outcome == Outcome.Lost
                            ? int.MaxValue
                            : events.IndexOf((ops[i].Start + ops[i].Length, 1, i)),
                }
            );
        }

        return new History("random", operations) { FailedCas = failedCas };
    }
}
