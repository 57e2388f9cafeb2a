namespace Simulation.Components.Workloads.Generators;

/// <summary>
/// A window of keys in use: once a key has been written so often, another takes its place, so that no list
/// grows without end and new keys come all the time.
/// </summary>
/// <param name="setting">The workload's key count is the width of the window.</param>
internal sealed class KeyRotation(GeneratorSetting setting)
{
    private readonly int _writesMax = Math.Max(1, setting.Plan.Shape.MaxWritesPerKey / setting.Stride);
    private readonly int[] _generations = new int[setting.Plan.KeyCount];
    private readonly int[] _writes = new int[setting.Plan.KeyCount];

    /// <summary>The name of a key to read.</summary>
    public string DrawForRead() => Name(setting.Plan.PickKey(setting.Keys));

    /// <summary>The name of a key to write, which counts.</summary>
    public string DrawForWrite()
    {
        int slot = setting.Plan.PickKey(setting.Keys);
        if (_writes[slot] == _writesMax)
        {
            _writes[slot] = 0;
            _generations[slot]++;
        }

        _writes[slot]++;
        return Name(slot);
    }

    private string Name(int slot) => $"k{_generations[slot] * setting.Plan.KeyCount + slot}";
}
