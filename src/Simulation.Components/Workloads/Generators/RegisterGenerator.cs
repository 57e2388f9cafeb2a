using Simulation.Components.Stores;
using Simulation.Histories;

namespace Simulation.Components.Workloads.Generators;

/// <summary>Reads, writes and compare-and-sets of registers; every value written is unique.</summary>
/// <param name="setting">What it draws from.</param>
/// <param name="isUniqueByKey">
/// Whether values count for each key alone, which is enough where one generator serves all clients.
/// </param>
internal sealed class RegisterGenerator(GeneratorSetting setting, bool isUniqueByKey) : Generator
{
    private readonly long[] _writes = new long[isUniqueByKey ? setting.Plan.KeyCount : 1];

    public override Question Next(int client)
    {
        KvFunction function = setting.DrawFunction();
        int key = setting.Plan.PickKey(setting.Keys);
        return new Question(function, key, function == KvFunction.Read ? Value.Nil : Unique(key));
    }

    private Value Unique(int key) => Value.Of(setting.Unique(_writes[isUniqueByKey ? key : 0]++));
}
