using System.Net;
using Simulation.Server.Stepping;

namespace Simulation.Server;

/// <summary>What a server shows, and to whom.</summary>
public sealed record ServerOptions
{
    /// <summary>The folder of all results.</summary>
    public required string Root { get; init; }

    /// <summary>Where it listens; by default on this machine only.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Its port; 0, the default, for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Tells how nodes stand at an instant; null where nobody can.</summary>
    public INodeStates? States { get; init; }

    /// <summary>Told of what went wrong with a request, in a line; by default nobody is.</summary>
    public Action<string> Complain { get; init; } = _ => { };
}
