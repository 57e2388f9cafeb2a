using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.PrimaryBackup;

/// <summary>All members of a primary-backup group; complete before the first of them starts.</summary>
internal sealed class PrimaryBackupGroup
{
    /// <summary>Those that hold data, by their places.</summary>
    public IReadOnlyList<ProcessRef> Replicas { get; set; } = [];

    /// <summary>Those that only vote; their places follow.</summary>
    public IReadOnlyList<ProcessRef> Witnesses { get; set; } = [];

    /// <summary>How many vote.</summary>
    public int Count => Replicas.Count + Witnesses.Count;

    /// <summary>Whether a member only votes.</summary>
    public bool IsWitness(ProcessRef member) => Witnesses.Contains(member);

    /// <summary>All but one, in the order of their places.</summary>
    public IEnumerable<ProcessRef> Others(ProcessRef self) =>
        Replicas.Concat(Witnesses).Where(member => !ReferenceEquals(member, self));
}
