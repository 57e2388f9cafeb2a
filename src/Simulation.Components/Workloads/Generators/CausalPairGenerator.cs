using Simulation.Components.Stores;
using Simulation.Histories;

namespace Simulation.Components.Workloads.Generators;

/// <summary>
/// Pairs of keys that one client writes in order, cause before effect, and another reads in the other order:
/// whoever sees the effect should see its cause.
/// </summary>
/// <remarks>Source: Lloyd et al., "Don't Settle for Eventual", SOSP 2011, section 2.</remarks>
/// <param name="setting">What it draws from; the plan's keys make pairs of neighbours.</param>
internal sealed class CausalPairGenerator(GeneratorSetting setting) : Generator
{
    private readonly SortedDictionary<int, Question> _secondHalves = [];
    private long _writes;

    public override Question Next(int client)
    {
        if (_secondHalves.Remove(client, out Question second))
        {
            return second;
        }

        int cause = setting.Plan.PickKey(setting.Keys) / 2 * 2;
        int effect = Math.Min(cause + 1, setting.Plan.KeyCount - 1);
        if (setting.DrawsRead())
        {
            _secondHalves[client] = new Question(KvFunction.Read, cause, Value.Nil);
            return new Question(KvFunction.Read, effect, Value.Nil);
        }

        _secondHalves[client] = new Question(KvFunction.Write, effect, Unique());
        return new Question(KvFunction.Write, cause, Unique());
    }

    private Value Unique() => Value.Of(setting.Unique(_writes++));
}
