using Simulation.Kernel.Tracing;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Comparisons;

/// <summary>Tells whether two runs were hurt alike.</summary>
public static class FaultPlan
{
    private static readonly string[] Blocks = ["faults:", "swarm:"];

    /// <summary>
    /// A hash of what the resolved scenario says of faults and of when each was injected: equal for designs that
    /// were compared under the same faults. Whom a fault hit is left out, for <c>the leader</c> is another node
    /// in each design.
    /// </summary>
    public static ulong Fingerprint(RunResult run) =>
        Trace.Hash(
            string.Join('\n', Lines(run.ResolvedScenario))
                + string.Concat(
                    run.Faults.Select(fault => $"\n{fault.Id} {fault.Kind} {fault.Start.Nanoseconds}")
                )
        );

    private static IEnumerable<string> Lines(string resolved)
    {
        bool isInside = false;
        foreach (string line in resolved.Split('\n'))
        {
            if (line.Length > 0 && !char.IsWhiteSpace(line[0]))
            {
                isInside = Array.Exists(Blocks, block => line.StartsWith(block, StringComparison.Ordinal));
            }

            if (isInside)
            {
                yield return line;
            }
        }
    }
}
