using Simulation.Kernel.Nodes;
using Simulation.Reports.Reference;
using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Running;
using Simulation.Scenarios.Schema;

namespace Simulation.Cli.Lab;

/// <summary>The lab as it is: every catalogue, the scenario reader and the runner put together.</summary>
internal sealed class Laboratory : ILaboratory
{
    private IReadOnlyList<CatalogueEntry>? _entries;

    /// <inheritdoc/>
    public IReadOnlyList<CatalogueEntry> Entries => _entries ??= Catalogues.All();

    /// <inheritdoc/>
    public string Schema => ScenarioSchema.Text();

    /// <inheritdoc/>
    public IReadOnlyList<ReferencePage> Reference => Catalogues.Reference();

    /// <summary>The lab of this process.</summary>
    public static ILaboratory Create() => new Laboratory();

    /// <inheritdoc/>
    public LoadedScenario Load(ScenarioSource source)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string? Read(string path) =>
            source.Texts is { } given ? given.GetValueOrDefault(path)
            : texts.TryGetValue(path, out string? text) ? text
            : Remember(texts, path);
        if (source.Text is not null)
        {
            texts[source.Path] = source.Text;
        }

        LoadResult loaded = ScenarioLoader.Load(
            source.Path,
            Read(source.Path) ?? "",
            new LoadOptions
            {
                ReadFile = Read,
                Sets = source.Sets,
                ParamsFile = source.ParamsPath,
                Seed = source.Seed,
                IsLargeMeant = source.IsLargeMeant,
            }
        );
        return new LoadedScenario(
            loaded.Name,
            [.. loaded.Cells.Select(Plan)],
            loaded.Problems.Count(problem => problem.Severity == ProblemSeverity.Error),
            forGitHub =>
                forGitHub
                    ? ProblemRenderer.RenderForGitHub(loaded.Problems)
                    : ProblemRenderer.Render(loaded.Problems, path => texts.GetValueOrDefault(path))
        )
        {
            Texts = texts,
        };
    }

    private static string? Remember(SortedDictionary<string, string> texts, string path)
    {
        try
        {
            return texts[path] = File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static PlannedRun Plan(ScenarioCell cell)
    {
        IEnumerable<string> values = cell.Cell.Select(value => $"{value.Key}={value.Value}");
        return new PlannedRun(
            string.Join(" ", values.Append($"seed={cell.Seed}")),
            cell.Seed,
            cell.Resolved,
            wishes => Run(cell, wishes)
        )
        {
            Under = seed => cell.Under(seed) is { } other ? Plan(other) : null,
        };
    }

    private static RunResult? Run(ScenarioCell cell, RunWishes wishes)
    {
        bool isCalledOff = false;
        RunResult result = ScenarioRunner.Run(
            cell,
            new RunOptions
            {
                Progress = wishes.Progress,
                IsCancelled = () => isCalledOff |= wishes.IsCancelled?.Invoke() == true,
                Sink = wishes.Sink,
                Until = wishes.Until,
                AtEnd = wishes.NodeState is { } tell ? processes => Describe(processes, tell) : null,
            }
        );
        return isCalledOff ? null : result;
    }

    private static void Describe(IReadOnlyList<ProcessRef> processes, Action<string, string> tell)
    {
        foreach (ProcessRef process in processes)
        {
            tell(process.Node.Name, process.Describe());
        }
    }
}
