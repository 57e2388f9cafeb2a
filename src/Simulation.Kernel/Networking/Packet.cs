using Simulation.Kernel.Nodes;

namespace Simulation.Kernel.Networking;

/// <summary>One message on its way.</summary>
public readonly record struct Packet(ProcessRef Source, ProcessRef Target, object Message, int SizeBytes);
