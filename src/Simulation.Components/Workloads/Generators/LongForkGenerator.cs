using Simulation.Components.Transactions;
using Simulation.Histories;

namespace Simulation.Components.Workloads.Generators;

/// <summary>
/// Groups of keys, each key written once by a transaction of its own, and each group read as a whole: two
/// readers that see two writes in different orders show a long fork.
/// </summary>
/// <remarks>Source: Sovran et al., "Transactional Storage for Geo-Replicated Systems", SOSP 2011.</remarks>
/// <param name="setting">What it draws from.</param>
internal sealed class LongForkGenerator(GeneratorSetting setting) : Generator
{
    private readonly int _groupSize = setting.Plan.Shape.GroupSize;
    private int _writes;

    public override Question Next(int client)
    {
        // The group that is being written is where a fork can be seen; now and then an older one is asked for.
        int group = Math.Max(0, _writes / _groupSize - setting.Keys.NextBelow(2));
        TransactionStep[] steps = setting.DrawsRead()
            ? [.. Enumerable.Range(0, _groupSize).Select(place => Read(group, place))]
            : [Write()];
        return new Question(default, 0, Value.Nil, new TransactionProgram(steps));
    }

    private TransactionStep Read(int group, int place) =>
        new(TransactionFunction.Read, Name(group, place), Value.Nil);

    private TransactionStep Write()
    {
        int number = _writes++;
        return new(TransactionFunction.Write, Name(number / _groupSize, number % _groupSize), Value.Of(1));
    }

    /// <summary>The generators of a closed workload keep to groups of their own.</summary>
    private string Name(int group, int place) =>
        $"k{((long)group * setting.Stride + setting.First) * _groupSize + place}";
}
