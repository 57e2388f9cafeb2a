namespace Simulation.Kernel.Nodes;

/// <summary>Which process plays which role now, as the processes themselves say.</summary>
public sealed class Roles
{
    private readonly List<(ProcessRef Process, string Role)> _taken = [];

    /// <summary>Records that a process now plays a role; an empty one ends what it played.</summary>
    public void Take(ProcessRef process, string role)
    {
        _taken.RemoveAll(entry => ReferenceEquals(entry.Process, process));
        if (role.Length > 0)
        {
            _taken.Add((process, role));
        }
    }

    /// <summary>The role that a process plays; empty for none.</summary>
    public string Of(ProcessRef process) =>
        _taken.Find(entry => ReferenceEquals(entry.Process, process)).Role ?? "";

    /// <summary>The nodes that are up and play a role, in the order of their numbers.</summary>
    public IEnumerable<Node> NodesIn(string role) =>
        _taken
            .Where(entry => string.Equals(entry.Role, role, StringComparison.Ordinal))
            .Select(entry => entry.Process.Node)
            .Distinct()
            .OrderBy(node => node.Index);
}
