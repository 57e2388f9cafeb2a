using Simulation.Cli.Lab;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;
using Simulation.Reports.Reference;
using Simulation.Tests.Reports;

namespace Simulation.Tests.Cli;

/// <summary>
/// A lab whose runs are made by hand, so that commands can be tested without simulating anything.
/// </summary>
internal sealed class SampleLaboratory : ILaboratory
{
    /// <summary>What to throw in the middle of a run, or null.</summary>
    public Exception? Defect { get; init; }

    /// <summary>How many runs were made.</summary>
    public int RunCount { get; private set; }

    /// <summary>What the files were loaded with.</summary>
    public List<ScenarioSource> Sources { get; } = [];

    public IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        new CatalogueEntry(
            "faults",
            "partition",
            "Cuts the network in two.",
            "  groups  Who is on which side.\n"
        ),
        new CatalogueEntry("models", "linearizable", "One instant each."),
    ];

    public string Schema => "{}";

    public IReadOnlyList<ReferencePage> Reference { get; } =
    [new ReferencePage("README.md", "Reference", "What there is.", "Nothing.\n")];

    public LoadedScenario Load(ScenarioSource source)
    {
        Sources.Add(source);
        string text = source.Text ?? File.ReadAllText(source.Path);
        if (text.Contains("broken", StringComparison.Ordinal))
        {
            return new LoadedScenario(
                "",
                [],
                2,
                isForGitHub => isForGitHub ? "::error::two\n" : "two problems\n"
            );
        }

        ulong[] seeds = source.Seed is { } seed ? [seed] : [42, 43];
        string level = text.Trim();
        return new LoadedScenario(
            "consistency-under-partition",
            [.. seeds.Select(one => Run(level, one))],
            0,
            _ => ""
        );
    }

    private PlannedRun Run(string level, ulong seed) =>
        new(
            $"{level}, seed {seed}",
            seed,
            "seed: " + seed + "\n",
            wishes =>
            {
                RunCount++;
                wishes.Progress?.Invoke(0.5);
                wishes.Sink?.Write(SimTime.Zero + 3.Seconds, TraceKind.Sent, "n1", "n2", "Write key-17");
                wishes.Sink?.Write(SimTime.Zero + 4.Seconds, TraceKind.Sent, "n1", "n3", "Write key-1");
                wishes.NodeState?.Invoke("n1", "leader of term 3");
                if (Defect is not null)
                {
                    throw Defect;
                }

                return wishes.IsCancelled?.Invoke() == true ? null : SampleRuns.Run(level, seed);
            }
        );
}
