using System.Diagnostics;
using System.Globalization;
using Simulation.Kernel.Determinism;
using Simulation.Scenarios.Running;
using Simulation.Scenarios.Search;
using Simulation.Scenarios.Shrinking;
using Simulation.Testing;

namespace Simulation.Benchmarks.Shrinking;

/// <summary>
/// The plain command <c>shrink</c>: how small each planted bug becomes that noise surrounds. Each line has faults
/// and operations before and after, the scenarios tried, the seconds taken, and whether the target was met.
/// </summary>
internal static class ShrinkCommand
{
    private const int SeedsMax = 60;
    private const int FaultsTarget = 2;
    private const int OperationsTarget = 12;

    /// <summary>Shrinks every planted bug, or those whose file name holds a word.</summary>
    /// <param name="word">The word, or null for all.</param>
    /// <param name="secondsMax">When to stop with the smallest so far.</param>
    public static void Run(string? word, int secondsMax)
    {
        DeterminismLayer.Install();
        string folder = Repository.PathOf("scenarios", "negative");
        foreach (string file in Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            if (word is null || name.Contains(word, StringComparison.Ordinal))
            {
                Console.WriteLine(Shrink(name, File.ReadAllText(file), secondsMax));
            }
        }
    }

    private static string Shrink(string name, string planted, int secondsMax)
    {
        string claim = NoisyScenario.Failure(planted, null)!.Value.Signature.Claim;
        string noisy = NoisyScenario.Of(planted);
        for (ulong seed = 1; seed <= SeedsMax; seed++)
        {
            if (
                NoisyScenario.Failure(noisy, seed) is not { } failure
                || failure.Signature.Claim != claim
                || failure.Run.Offences.Count > 0
            )
            {
                continue;
            }

            var watch = Stopwatch.StartNew();
            ScenarioShrinker shrinker = new(
                text => failure.Signature.BreaksTheSame(Signature(text)),
                () => watch.Elapsed > TimeSpan.FromSeconds(secondsMax)
            );
            string smallest = shrinker.Shrink(failure.Cell.Resolved);
            double seconds = watch.Elapsed.TotalSeconds;
            (int faults, int operations) = Size(failure.Run);
            (int few, int least) = Size(NoisyScenario.Failure(smallest, null)!.Value.Run);
            string met = few <= FaultsTarget && least <= OperationsTarget ? "met" : "NOT MET";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"simlab shrink {name} seed {seed}: {faults} faults {operations} operations"
                    + $" -> {few} faults {least} operations, {shrinker.Trials} trials {seconds:F1} s  {met}"
            );
        }

        return $"simlab shrink {name}: no seed of {SeedsMax} fails in the noise";
    }

    private static FailureSignature? Signature(string text)
    {
        try
        {
            return NoisyScenario.Failure(text, null)?.Signature;
        }
#pragma warning disable CA1031 // A candidate that breaks the lab is not the failure that is looked for.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private static (int Faults, int Operations) Size(RunResult run) =>
        (run.Faults.Count, run.Workloads.Sum(workload => workload.History.Operations.Count));
}
