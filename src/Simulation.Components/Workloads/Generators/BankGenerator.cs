using Simulation.Components.Transactions;
using Simulation.Histories;

namespace Simulation.Components.Workloads.Generators;

/// <summary>
/// Accounts between which money moves: the sum of all balances never changes, and no balance is negative. An
/// account that was never written holds its share of the total.
/// </summary>
/// <remarks>Source: Jepsen, the bank workload.</remarks>
/// <param name="setting">What it draws from; each key is an account.</param>
internal sealed class BankGenerator(GeneratorSetting setting) : Generator
{
    private const int AmountMax = 5;

    public override Question Next(int client)
    {
        int count = setting.Plan.KeyCount;
        if (setting.DrawsRead())
        {
            return Ask(new Balances(this, [.. Enumerable.Range(0, count).Select(Read)]));
        }

        int source = setting.Plan.PickKey(setting.Keys);
        int target = (source + 1 + setting.Functions.NextBelow(count - 1)) % count;
        int amount = 1 + setting.Functions.NextBelow(AmountMax);
        return Ask(new Transfer(this, [Read(source), Read(target)], amount));
    }

    private static Question Ask(TransactionProgram program) => new(default, 0, Value.Nil, program);

    private static TransactionStep Read(int account) =>
        new(TransactionFunction.Read, $"k{account}", Value.Nil);

    private Value Balance(Value read) =>
        read.IsNil ? Value.Of(setting.Plan.Shape.Total / setting.Plan.KeyCount) : read;

    /// <summary>Reads accounts.</summary>
    private class Balances(BankGenerator bank, IReadOnlyList<TransactionStep> reads)
        : TransactionProgram(reads)
    {
        public override Value Understand(Value read) => bank.Balance(read);
    }

    /// <summary>Moves an amount, if the source has it.</summary>
    private sealed class Transfer(BankGenerator bank, IReadOnlyList<TransactionStep> reads, int amount)
        : Balances(bank, reads)
    {
        public override bool IsInteractive => true;

        public override IReadOnlyList<TransactionStep>? After(IReadOnlyList<Value> results)
        {
            long left = results[0].AsNumber - amount;
            return left < 0
                ? null
                :
                [
                    new(TransactionFunction.Write, Opening[0].Key, Value.Of(left)),
                    new(TransactionFunction.Write, Opening[1].Key, Value.Of(results[1].AsNumber + amount)),
                ];
        }
    }
}
