using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Raft;

/// <summary>
/// Reports to the ground truth what a replica shows. It belongs to the lab, not to the node, and so remembers
/// across crashes what the replica showed before.
/// </summary>
internal sealed class ReplicaTruth(GroundTruth truth, World world, Node node)
{
    private KvStateMachine? _shown;
    private readonly List<ulong> _accepted = [];

    /// <summary>
    /// A new incarnation begins with what its snapshot holds, and shows that instead of what it showed.
    /// </summary>
    public void OnStart(KvStateMachine state)
    {
        IReadOnlyList<Register> before = _shown?.Registers ?? [];
        _shown = state;
        OnReplaced(before, state);
    }

    /// <summary>The whole state was replaced by another.</summary>
    public void OnReplaced(IReadOnlyList<Register> before, KvStateMachine state)
    {
        var shown = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Register register in before)
        {
            shown.Add(register.Key, register.Write);
            if (state.WriteOf(register.Key) is not { } write)
            {
                Report(register.Key, Applied.Nothing, register.Write, isAcceptance: false);
            }
            else if (write != register.Write)
            {
                Report(register.Key, write, register.Write, isAcceptance: false);
            }
        }

        foreach (Register register in state.Registers)
        {
            if (!shown.ContainsKey(register.Key))
            {
                Report(register.Key, register.Write, Applied.Nothing, isAcceptance: false);
            }
        }
    }

    /// <summary>
    /// A committed command changed a key. When it is applied again after a crash, it is no acceptance.
    /// </summary>
    public void OnApplied(KvRequest request, int replaced) =>
        Report(request.Key, request.Operation, replaced, isAcceptance: IsFirstTime(request.Operation));

    /// <summary>A part of the keys came from another shard.</summary>
    public void OnImported(IEnumerable<Register> registers)
    {
        foreach (Register register in registers)
        {
            Report(register.Key, register.Write, Applied.Nothing, isAcceptance: false);
        }
    }

    /// <summary>Operations are numbered from 0 without gaps, so that a bit each is enough.</summary>
    private bool IsFirstTime(int operation)
    {
        int word = operation / 64;
        while (_accepted.Count <= word)
        {
            _accepted.Add(0);
        }

        ulong bit = 1UL << (operation % 64);
        bool isFirst = (_accepted[word] & bit) == 0;
        _accepted[word] |= bit;
        return isFirst;
    }

    private void Report(string key, int write, int replaced, bool isAcceptance) =>
        truth.Apply(world.Loop.Now, node.Index, key, write, replaced, isAcceptance);
}
