using Simulation.Histories;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Benchmarks.Checkers;

/// <summary>
/// Draws histories of a database of registers, serializable by construction, and hides the order of real
/// time, so that nothing but reads and sessions tells the order of transactions.
/// </summary>
internal static class SimulatedRegisters
{
    private const int StepsCount = 8;

    private static readonly Value Read = Value.Of(Functions.StepRead);
    private static readonly Value Write = Value.Of(Functions.StepWrite);

    /// <summary>Draws a history of transactions of eight steps, half of them reads.</summary>
    /// <param name="transactions">How many.</param>
    /// <param name="sessions">How many sessions they belong to.</param>
    /// <param name="keyCount">How many keys there are, all equally likely.</param>
    /// <param name="seed">Where chance begins.</param>
    public static History Draw(int transactions, int sessions, int keyCount, ulong seed)
    {
        RandomStream random = new(seed);
        Value[] state = new Value[keyCount];
        List<Operation>[] bySession = [.. Enumerable.Range(0, sessions).Select(_ => new List<Operation>())];
        int written = 0;
        for (int i = 0; i < transactions; i++)
        {
            var asked = new Value[StepsCount];
            var told = new Value[StepsCount];
            for (int step = 0; step < StepsCount; step++)
            {
                int key = random.NextBelow(keyCount);
                bool isWrite = random.NextBelow(2) == 0;
                state[key] = isWrite ? Value.Of(++written) : state[key];
                told[step] = Value.Of(isWrite ? Write : Read, Value.Of(key), state[key]);
                asked[step] = isWrite ? told[step] : Value.Of(Read, Value.Of(key), Value.Nil);
            }

            bySession[random.NextBelow(sessions)].Add(Made(asked, told));
        }

        List<Operation> operations = [];
        for (int session = 0; session < sessions; session++)
        {
            foreach (Operation operation in bySession[session])
            {
                int order = 2 * operations.Count;
                operations.Add(
                    operation with
                    {
                        Index = operations.Count,
                        Process = session,
                        Invoked = new SimTime(order),
                        Completed = new SimTime(order + 1),
                        InvokedOrder = order,
                        CompletedOrder = order + 1,
                    }
                );
            }
        }

        return new History("registers", operations) { HasTimes = false, HasRealTime = false };
    }

    private static Operation Made(Value[] asked, Value[] told) =>
        new()
        {
            Index = 0,
            Process = 0,
            Function = Functions.Transaction,
            Argument = Value.Of(asked),
            Result = Value.Of(told),
            Outcome = Outcome.Succeeded,
            InvokedOrder = 0,
            CompletedOrder = 0,
        };
}
