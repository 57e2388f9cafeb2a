using Simulation.Components.Stores.Quorum;
using Simulation.Histories;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Crdt;

/// <summary>
/// The lab's own book of which operation made which update, shared by all replicas: a state names its updates
/// by actor and count only. A replica that holds several updates shows the latest operation among them, and
/// what it joins stays in what it shows, so that nothing is taken for lost that is in a sum or a set.
/// </summary>
internal sealed class UpdateBook(StoreDeployment deployment)
{
    private readonly Dictionary<(string Key, long Actor), List<int>> _operations = [];
    private readonly Dictionary<(int Node, string Key), (VectorClock Seen, int Shown)> _shown = [];
    private readonly List<(int Node, string Key)> _places = [];

    /// <summary>An actor is about to make its next update of a key, for an operation.</summary>
    public void Note(string key, long actor, int operation)
    {
        if (!_operations.TryGetValue((key, actor), out List<int>? operations))
        {
            operations = [];
            _operations.Add((key, actor), operations);
        }

        operations.Add(operation);
    }

    /// <summary>A replica now shows a state of a key.</summary>
    public void Show(Node node, string key, VectorClock seen)
    {
        if (!_shown.TryGetValue((node.Index, key), out (VectorClock Seen, int Shown) last))
        {
            last = (VectorClock.Empty, Applied.Nothing);
            _places.Add((node.Index, key));
        }

        (VectorClock before, int shown) = last;
        bool isAbove = seen.CompareTo(before) is ClockOrder.After or ClockOrder.Equal;
        if (!isAbove)
        {
            int latest = Latest(key, seen);
            _shown[(node.Index, key)] = (seen, latest);
            Report(node, key, latest, shown, isAcceptance: false);
            return;
        }

        foreach (ClockEntry entry in seen.Entries)
        {
            for (long count = before.CountOf(entry.Actor); count < entry.Count; count++)
            {
                int taken = _operations[(key, entry.Actor)][(int)count];
                int next = Math.Max(shown, taken);
                Report(node, key, next, next == taken ? shown : taken, isAcceptance: true);
                shown = next;
            }
        }

        _shown[(node.Index, key)] = (seen, shown);
    }

    /// <summary>A replica's state was replaced as a whole, by a restart.</summary>
    /// <param name="node">Its node.</param>
    /// <param name="seenOf">The updates of a key that it shows now; it shows no key that it never
    /// did.</param>
    public void Replace(Node node, Func<string, VectorClock> seenOf)
    {
        foreach ((int owner, string key) in _places)
        {
            if (owner == node.Index)
            {
                Show(node, key, seenOf(key));
            }
        }
    }

    private int Latest(string key, VectorClock seen)
    {
        int latest = Applied.Nothing;
        foreach (ClockEntry entry in seen.Entries)
        {
            List<int> operations = _operations[(key, entry.Actor)];
            for (int count = 0; count < entry.Count; count++)
            {
                latest = Math.Max(latest, operations[count]);
            }
        }

        return latest;
    }

    private void Report(Node node, string key, int write, int replaced, bool isAcceptance) =>
        deployment.Truth.Apply(deployment.World.Loop.Now, node.Index, key, write, replaced, isAcceptance);
}
