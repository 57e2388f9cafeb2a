using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What a fault gets to work with.</summary>
/// <param name="World">The world to hurt.</param>
/// <param name="Random">The fault's own stream of chance.</param>
/// <param name="Effect">Where it counts what it touched.</param>
/// <param name="Length">How long this activation will last; null when it lasts to the end of the run.</param>
public sealed record FaultContext(World World, RandomStream Random, FaultEffect Effect, SimDuration? Length);
