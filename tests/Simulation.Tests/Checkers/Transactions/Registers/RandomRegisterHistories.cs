using CsCheck;
using Simulation.Histories;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Checkers.Transactions.Registers;

/// <summary>
/// Random small histories of transactions on registers: values are unique, and what is read was mostly
/// written by someone.
/// </summary>
internal static class RandomRegisterHistories
{
    /// <summary>Two to six transactions on two keys.</summary>
    public static Gen<History> Any { get; } = Gen.UInt.Select(seed => Build(new RandomStream(seed)));

    private static History Build(RandomStream draws)
    {
        int count = 2 + draws.NextBelow(5);
        int processes = 2 + draws.NextBelow(2);
        (List<(bool IsWrite, int Key, int Value)> Steps, int Process)[] plans = new (
            List<(bool, int, int)>,
            int
        )[count];
        int value = 0;
        List<int>[] written =
        [
            [],
            [],
        ];
        for (int i = 0; i < count; i++)
        {
            plans[i] = ([], draws.NextBelow(processes));
            int steps = 1 + draws.NextBelow(3);
            for (int step = 0; step < steps; step++)
            {
                bool isWrite = draws.NextBelow(2) == 0;
                int key = draws.NextBelow(2);
                plans[i].Steps.Add((isWrite, key, isWrite ? ++value : 0));
                if (isWrite)
                {
                    written[key].Add(value);
                }
            }
        }

        Operation[] operations = new Operation[count];
        int order = 0;
        int[] openBy = new int[processes];
        Array.Fill(openBy, -1);
        int next = 0;
        while (next < count || openBy.Any(open => open >= 0))
        {
            bool mayInvoke = next < count && openBy[plans[next].Process] < 0;
            int process = draws.NextBelow(processes);
            if (mayInvoke && draws.NextBelow(2) == 0)
            {
                openBy[plans[next].Process] = next;
                operations[next] = Invoked(next, plans[next], order++);
                next++;
            }
            else if (openBy[process] >= 0)
            {
                int index = openBy[process];
                openBy[process] = -1;
                operations[index] = Completed(operations[index], plans[index].Steps, written, draws, order++);
            }
        }

        return new History("random", operations) { HasTimes = false };
    }

    private static Operation Invoked(
        int index,
        (List<(bool IsWrite, int Key, int Value)> Steps, int Process) plan,
        int order
    ) =>
        new()
        {
            Index = index,
            Process = plan.Process,
            Function = Functions.Transaction,
            Argument = Value.Of([.. plan.Steps.Select(step => Step(step.IsWrite, step.Key, step.Value))]),
            Invoked = new SimTime(order),
            InvokedOrder = order,
            CompletedOrder = int.MaxValue,
        };

    private static Operation Completed(
        Operation operation,
        List<(bool IsWrite, int Key, int Value)> steps,
        List<int>[] written,
        RandomStream draws,
        int order
    )
    {
        int end = draws.NextBelow(12);
        Outcome outcome =
            end == 0 ? Outcome.Lost
            : end == 1 ? Outcome.Refused
            : Outcome.Succeeded;
        int[] own = new int[2];
        List<Value> told = [];
        foreach ((bool isWrite, int key, int value) in steps)
        {
            int read =
                own[key] != 0 && draws.NextBelow(20) != 0 ? own[key]
                : draws.NextBelow(4) == 0 || written[key].Count == 0 ? 0
                : written[key][draws.NextBelow(written[key].Count)];
            own[key] = isWrite ? value : own[key];
            told.Add(Step(isWrite, key, isWrite ? value : read));
        }

        return operation with
        {
            Outcome = outcome,
            Result = outcome == Outcome.Succeeded ? Value.Of([.. told]) : Value.Nil,
            Completed = new SimTime(order),
            CompletedOrder = outcome == Outcome.Lost ? int.MaxValue : order,
        };
    }

    private static Value Step(bool isWrite, int key, int value) =>
        Value.Of(
            Value.Of(isWrite ? Functions.StepWrite : Functions.StepRead),
            Value.Of(key == 0 ? "x" : "y"),
            value == 0 ? Value.Nil : Value.Of(value)
        );
}
