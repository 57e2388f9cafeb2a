using Simulation.Components.Transactions;
using Simulation.Histories;

namespace Simulation.Components.Workloads.Generators;

/// <summary>Transactions that either read several registers or write several, and keep to a few keys.</summary>
/// <param name="setting">What it draws from.</param>
internal sealed class MultiRegisterGenerator(GeneratorSetting setting) : Generator
{
    private long _writes;

    public override Question Next(int client)
    {
        TransactionShape shape = setting.Plan.Shape;
        int most = Math.Min(shape.MaxLength, setting.Plan.KeyCount);
        int least = Math.Min(shape.MinLength, most);
        int length = least + setting.Functions.NextBelow(most - least + 1);
        int first = setting.Plan.PickKey(setting.Keys);
        bool isRead = setting.DrawsRead();
        var steps = new TransactionStep[length];
        for (int i = 0; i < length; i++)
        {
            string key = $"k{(first + i) % setting.Plan.KeyCount}";
            steps[i] = isRead
                ? new TransactionStep(TransactionFunction.Read, key, Value.Nil)
                : new TransactionStep(TransactionFunction.Write, key, Value.Of(setting.Unique(_writes++)));
        }

        return new Question(default, 0, Value.Nil, new TransactionProgram(steps));
    }
}
