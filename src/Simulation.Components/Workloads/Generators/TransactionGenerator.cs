using Simulation.Components.Transactions;
using Simulation.Histories;

namespace Simulation.Components.Workloads.Generators;

/// <summary>
/// Transactions of reads and writes of a few keys each, in which every value is unique: of lists to append to,
/// or of registers.
/// </summary>
/// <remarks>
/// Source: Kingsbury and Alvaro, "Elle: Inferring Isolation Anomalies from Experimental Observations", VLDB
/// 2020, sections 3 and 4.
/// </remarks>
/// <param name="setting">What it draws from.</param>
/// <param name="write">Append for lists, write for registers.</param>
internal sealed class TransactionGenerator(GeneratorSetting setting, TransactionFunction write) : Generator
{
    private readonly KeyRotation _keys = new(setting);
    private long _writes;

    public override Question Next(int client)
    {
        TransactionShape shape = setting.Plan.Shape;
        int length = shape.MinLength + setting.Functions.NextBelow(shape.MaxLength - shape.MinLength + 1);
        var steps = new TransactionStep[length];
        for (int i = 0; i < length; i++)
        {
            steps[i] = setting.DrawsRead()
                ? new TransactionStep(TransactionFunction.Read, _keys.DrawForRead(), Value.Nil)
                : new TransactionStep(write, _keys.DrawForWrite(), Value.Of(setting.Unique(_writes++)));
        }

        return new Question(default, 0, Value.Nil, new TransactionProgram(steps));
    }
}
