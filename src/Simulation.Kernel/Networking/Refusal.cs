using Simulation.Kernel.Nodes;

namespace Simulation.Kernel.Networking;

/// <summary>Tells a sender that its message was turned back on the way, as a refused connection does.</summary>
/// <param name="Target">Whom it did not reach.</param>
/// <param name="Message">What did not arrive.</param>
public sealed record Refusal(ProcessRef Target, object Message);
