using System.Globalization;

namespace Simulation.Components.Stores.Raft;

/// <summary>Tells of damage that a replica found on its disk, and of its repair.</summary>
/// <param name="announce">How it tells: a happening and its detail.</param>
internal sealed class DamageReport(Action<string, string> announce)
{
    private bool _isOpen;

    /// <summary>The replica has started with what its disk still had.</summary>
    public void Begin(ReplicaDisk disk, RaftState state)
    {
        _isOpen = state.IsRecovering;
        if (disk.DamagedCount > 0)
        {
            announce(RaftStore.DamageFound, disk.DamagedCount.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A step has ended.</summary>
    public void Follow(RaftState state)
    {
        if (_isOpen && !state.IsRecovering)
        {
            _isOpen = false;
            announce(RaftStore.DamageRepaired, "");
        }
    }
}
