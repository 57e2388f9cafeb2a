namespace Simulation.Components.Stores;

/// <summary>
/// What a client carries from one operation of its session to the next, so that replicas can tell what it has
/// seen and written. Only the protocol that made it looks into it. Immutable.
/// </summary>
/// <remarks>Source: Terry, Demers, Petersen, Spreitzer, Theimer, Welch, "Session Guarantees for Weakly
/// Consistent Replicated Data", PDIS 1994.</remarks>
public abstract record SessionToken;

/// <summary>How far a client has seen a totally ordered log.</summary>
/// <param name="Index">The last entry that it has seen or written, counted from 1; 0 for none.</param>
public sealed record LogToken(long Index) : SessionToken;
