using System.Text;
using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Running;
using Simulation.Scenarios.Schema;
using Simulation.Scenarios.Yaml;

namespace Simulation.Cli.Lab;

/// <summary>The lab as it is: every catalogue, the scenario reader and the runner put together.</summary>
internal sealed class Laboratory : ILaboratory
{
    /// <inheritdoc/>
    public IReadOnlyList<CatalogueEntry> Entries { get; } = Catalogues.All();

    /// <inheritdoc/>
    public string Schema => ScenarioSchema.Text();

    /// <summary>The lab of this process.</summary>
    public static ILaboratory Create() => new Laboratory();

    /// <inheritdoc/>
    public LoadedScenario Load(ScenarioSource source)
    {
        ProblemList ofParameters = new();
        List<string> sets = [.. Parameters(source.ParamsPath, ofParameters), .. source.Sets];
        string text = source.Text ?? CommandFailure.Read(source.Path);
        LoadResult result = ScenarioLoader.Load(source.Path, text, new LoadOptions
        {
            ReadFile = TextOf,
            Sets = sets,
            Seed = source.Seed,
            IsLargeMeant = source.IsLargeMeant,
        });
        List<Problem> problems = [.. ofParameters.Sorted(), .. result.Problems];
        int errors = problems.Count(problem => problem.Severity == ProblemSeverity.Error);
        return new LoadedScenario(
            result.Name,
            errors > 0 ? [] : [.. result.Cells.Select(Plan)],
            errors,
            isForGitHub => isForGitHub
                ? ProblemRenderer.RenderForGitHub(problems)
                : ProblemRenderer.Render(problems, file => file == source.Path ? text : TextOf(file)));
    }

    private static PlannedRun Plan(ScenarioCell cell)
    {
        StringBuilder label = new();
        foreach (CellValue value in cell.Cell)
        {
            label.Append(value.Value).Append(", ");
        }

        return new PlannedRun(
            $"{label}seed {cell.Seed}", cell.Seed, cell.Resolved, wishes => Run(cell, wishes));
    }

    /// <summary>A run that was called off has no verdict, so nothing of it is kept.</summary>
    private static RunResult? Run(ScenarioCell cell, RunWishes wishes)
    {
        bool isCalledOff = false;
        RunResult result = ScenarioRunner.Run(cell, new RunOptions
        {
            Progress = wishes.Progress,
            IsCancelled = () => isCalledOff |= wishes.IsCancelled?.Invoke() == true,
            Sink = wishes.Sink,
            Until = wishes.Until,
            NodeState = wishes.NodeState,
        });
        return isCalledOff ? null : result;
    }

    /// <summary>The parameters of a file, each as on a command line, so that one on the command line still wins.</summary>
    private static List<string> Parameters(string? path, ProblemList problems)
    {
        if (path is null)
        {
            return [];
        }

        List<string> sets = [];
        YamlNode? root = YamlReader.Read(path, CommandFailure.Read(path), problems);
        if (root is not YamlMap map)
        {
            if (!problems.HasErrors)
            {
                problems.Error(ProblemCode.WrongShape, SourceSpan.Outside(path), "parameters are a map of keys to values");
            }

            return [];
        }

        foreach (YamlEntry entry in map.Entries)
        {
            if (entry.Value is YamlScalar value)
            {
                sets.Add($"{entry.Key.Text}={value.Text}");
            }
            else
            {
                problems.Error(ProblemCode.BadParameter, entry.Value.Span, $"'{entry.Key.Text}' is not a single value");
            }
        }

        return sets;
    }

    private static string? TextOf(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
