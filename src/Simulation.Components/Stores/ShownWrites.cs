using Simulation.Histories;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores;

/// <summary>
/// The lab's own book of which write a replica shows for each key; it reports every change to the ground
/// truth. It outlives the replica's crashes, so that it can tell what a restart took back.
/// </summary>
public sealed class ShownWrites(StoreDeployment deployment, Node node)
{
    private readonly Dictionary<string, int> _byKey = new(StringComparer.Ordinal);
    private readonly List<string> _keys = [];

    private SimTime Time => deployment.World.Loop.Now;

    /// <summary>The replica shows a write's value for a key; nothing is reported when it already
    /// did.</summary>
    /// <param name="key">The key.</param>
    /// <param name="write">The write's operation, or <see cref="Applied.Nothing"/>.</param>
    /// <param name="isAcceptance">See <see cref="GroundTruth.Apply"/>.</param>
    public void Show(string key, int write, bool isAcceptance)
    {
        bool isKnown = _byKey.TryGetValue(key, out int shown);
        int replaced = isKnown ? shown : Applied.Nothing;
        if (replaced == write)
        {
            return;
        }

        if (!isKnown)
        {
            _keys.Add(key);
        }

        _byKey[key] = write;
        deployment.Truth.Apply(Time, node.Index, key, write, replaced, isAcceptance);
    }

    /// <summary>The replica's state was replaced as a whole, by a restart or a rollback.</summary>
    /// <param name="writeOf">The write it shows for a key now, or <see cref="Applied.Nothing"/>.</param>
    /// <param name="keys">The keys that it shows now, in a stated order.</param>
    public void Replace(Func<string, int> writeOf, IEnumerable<string> keys)
    {
        foreach (string key in keys)
        {
            Show(key, writeOf(key), isAcceptance: false);
        }

        foreach (string key in _keys)
        {
            if (_byKey[key] != writeOf(key))
            {
                Show(key, writeOf(key), isAcceptance: false);
            }
        }
    }
}
