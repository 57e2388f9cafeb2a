using System.Diagnostics;
using System.Globalization;
using Simulation.Kernel.Determinism;
using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Running;

namespace Simulation.Benchmarks.Judged;

/// <summary>A scenario that is run and judged again and again, to see how fast.</summary>
internal static class JudgedScenario
{
    /// <summary>
    /// Prints <c>simlab NAME OPERATIONS EVENTS wall_seconds times_real_time</c> for each of several rounds;
    /// the first one also compiles the code.
    /// </summary>
    public static void Run(string name, string scenario, int rounds)
    {
        ScenarioCell cell = Load(name, scenario);
        for (int round = 0; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            RunResult result = ScenarioRunner.Run(cell, new RunOptions());
            double seconds = watch.Elapsed.TotalSeconds;
            if (result.Expectations.FirstOrDefault(one => one.Judgement != Judgement.Held) is { } broken)
            {
                throw new InvalidOperationException($"{broken.That}: {broken.Because}");
            }

            int operations = result.Workloads[0].History.Operations.Count;
            double simulated = cell.Options.Duration.TotalSeconds;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"simlab {name} {operations} {result.EventCount} {seconds:F3} {simulated / seconds:F0}x"
                )
            );
        }
    }

    private static ScenarioCell Load(string name, string scenario)
    {
        DeterminismLayer.Install();
        LoadResult loaded = ScenarioLoader.Load(
            name + ".yaml",
            scenario,
            new LoadOptions { ReadFile = _ => null }
        );
        return loaded.Cells.Single();
    }
}
