using Simulation.Components.Stores.Quorum;
using Simulation.Histories;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Crdt;

/// <summary>
/// Reports to the ground truth what one replica shows: of a last-writer-wins register the write that won,
/// since the others are lost; of all other types every update that is in the state.
/// </summary>
internal sealed class CrdtTruth(CrdtType type, UpdateBook book, ShownWrites winners, Node node)
{
    /// <summary>The replica is about to make an update.</summary>
    public void Note(string key, long actor, int operation) => book.Note(key, actor, operation);

    /// <summary>The replica shows a state.</summary>
    /// <param name="key">The key.</param>
    /// <param name="state">Its state.</param>
    /// <param name="isOwn">Whether it is the replica's own update.</param>
    public void Show(string key, Lattice state, bool isOwn)
    {
        if (type == CrdtType.LwwMap)
        {
            winners.Show(key, WinnerOf(state), isOwn);
        }
        else
        {
            book.Show(node, key, state.Seen);
        }
    }

    /// <summary>The replica has started with what its disk kept.</summary>
    public void OnStart(KeyStates states)
    {
        if (type == CrdtType.LwwMap)
        {
            winners.Replace(key => WinnerOf(states.Find(key)), states.All.Select(entry => entry.Key));
        }
        else
        {
            book.Replace(node, key => states.Find(key)?.Seen ?? VectorClock.Empty);
        }
    }

    private static int WinnerOf(Lattice? state) =>
        (state as LwwRegister)?.Winner?.Operation ?? Applied.Nothing;
}
