using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Benchmarks.Checkers;

/// <summary>Draws histories of an atomic register, linearizable by construction.</summary>
public static class SimulatedRegister
{
    /// <summary>Draws a history; each operation takes effect at a random step while it is open.</summary>
    /// <param name="operations">How many.</param>
    /// <param name="clients">How many are open at once.</param>
    /// <param name="values">Written values are below this; 0 for a new value each time and no cas.</param>
    /// <param name="seed">Any number; the same gives the same history.</param>
    public static History Draw(int operations, int clients, int values, ulong seed)
    {
        HistoryRecorder recorder = new("drawn");
        (int Index, string Function, Value Argument, Value Result, int Phase)[] open = new (
            int,
            string,
            Value,
            Value,
            int
        )[clients];
        Value state = Value.Nil;
        int invoked = 0;
        int finished = 0;
        for (long step = 0; finished < operations; step++)
        {
            int client = (int)(Next(ref seed) % (ulong)clients);
            ref (int Index, string Function, Value Argument, Value Result, int Phase) at = ref open[client];
            SimTime now = new(step);
            switch (at.Phase)
            {
                case 0 when invoked < operations:
                    (at.Function, at.Argument) = Choose(ref seed, values, invoked++);
                    at.Index = recorder.Invoke(client, at.Function, "x", at.Argument, now);
                    at.Phase = 1;
                    break;
                case 1:
                    at.Result = Apply(at.Function, at.Argument, ref state, out bool isDone);
                    at.Phase = isDone ? 2 : 3;
                    break;
                case 2 or 3:
                    recorder.Complete(
                        at.Index,
                        at.Phase == 2 ? Outcome.Succeeded : Outcome.Refused,
                        at.Result,
                        now
                    );
                    at.Phase = 0;
                    finished++;
                    break;
            }
        }

        return recorder.ToHistory();
    }

    private static (string Function, Value Argument) Choose(ref ulong seed, int values, int number)
    {
        ulong kind = Next(ref seed) % 3;
        if (kind == 0)
        {
            return (Functions.Read, Value.Nil);
        }

        if (values == 0)
        {
            return (Functions.Write, Value.Of(number + 1));
        }

        Value written = Value.Of((long)(Next(ref seed) % (ulong)values));
        return kind == 1
            ? (Functions.Write, written)
            : (Functions.Cas, Value.Of(Value.Of((long)(Next(ref seed) % (ulong)values)), written));
    }

    private static Value Apply(string function, Value argument, ref Value state, out bool isDone)
    {
        isDone = function != Functions.Cas || state == argument.AsList![0];
        if (function == Functions.Read)
        {
            return state;
        }

        if (isDone)
        {
            state = function == Functions.Cas ? argument.AsList![1] : argument;
        }

        return Value.Nil;
    }

    private static ulong Next(ref ulong seed)
    {
        unchecked
        {
            seed = seed * 6364136223846793005UL + 1442695040888963407UL;
            return (seed ^ seed >> 29) * 0xBF58476D1CE4E5B9UL >> 33;
        }
    }
}
