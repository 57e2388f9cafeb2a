namespace Simulation.Server.Stepping;

/// <summary>Makes a stored run again, as far as somebody wants to look.</summary>
public interface INodeStates
{
    /// <summary>How every node stands once all that happened up to an instant has happened.</summary>
    /// <param name="folder">The run's results folder.</param>
    /// <param name="nanoseconds">The instant, in simulated time.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    /// <exception cref="IOException">The run cannot be made again; the message says why.</exception>
    Task<IReadOnlyList<NodeState>> AtAsync(string folder, long nanoseconds, CancellationToken cancel);
}

/// <summary>How a node stands.</summary>
/// <param name="Name">The node.</param>
/// <param name="State">What it says of itself.</param>
public sealed record NodeState(string Name, string State);
