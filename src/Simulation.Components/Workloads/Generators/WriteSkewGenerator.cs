using Simulation.Components.Transactions;
using Simulation.Histories;

namespace Simulation.Components.Workloads.Generators;

/// <summary>
/// Pairs of keys of which at most one may be written: two transactions read both, find nothing, and each
/// writes another one. Where both commit, that is write skew.
/// </summary>
/// <remarks>Source: Adya, "Weak Consistency", MIT 1999, G2; Jepsen, the adya workload.</remarks>
/// <param name="setting">What it draws from.</param>
internal sealed class WriteSkewGenerator(GeneratorSetting setting) : Generator
{
    private int _asked;

    public override Question Next(int client)
    {
        int number = _asked++;
        long pair = (long)(number / 2) * setting.Stride + setting.First;
        IReadOnlyList<TransactionStep> reads =
        [
            new(TransactionFunction.Read, $"k{pair * 2}", Value.Nil),
            new(TransactionFunction.Read, $"k{pair * 2 + 1}", Value.Nil),
        ];
        return new Question(
            default,
            0,
            Value.Nil,
            new Insert(reads, number % 2, Value.Of(setting.Unique(number)))
        );
    }

    private sealed class Insert(IReadOnlyList<TransactionStep> reads, int side, Value value)
        : TransactionProgram(reads)
    {
        public override bool IsInteractive => true;

        public override IReadOnlyList<TransactionStep>? After(IReadOnlyList<Value> results) =>
            results[0].IsNil && results[1].IsNil
                ? [new(TransactionFunction.Write, Opening[side].Key, value)]
                : null;
    }
}
