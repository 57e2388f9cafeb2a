using Simulation.Components.Stores;
using Simulation.Histories;

namespace Simulation.Components.Workloads.Generators;

/// <summary>Reads of a data type and one kind of update, at keys by the plan's choice.</summary>
/// <param name="setting">What it draws from; its mix's reads count, and all else is updates.</param>
/// <param name="read">How the type is read, or an element is taken from it.</param>
/// <param name="update">How it is updated.</param>
/// <param name="operand">
/// What goes into an update: a constant, or null for a value that no other update has.
/// </param>
internal sealed class TypedGenerator(
    GeneratorSetting setting,
    KvFunction read,
    KvFunction update,
    Value? operand
) : Generator
{
    private long _updates;

    public override Question Next(int client)
    {
        bool isRead = setting.DrawsRead();
        int key = setting.Plan.PickKey(setting.Keys);
        return isRead
            ? new Question(read, key, Value.Nil)
            : new Question(update, key, operand ?? Value.Of(setting.Unique(_updates++)));
    }
}
