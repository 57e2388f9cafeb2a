using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Running;

namespace Simulation.Testing;

/// <summary>Runs scenarios inside a test.</summary>
public static class TestScenario
{
    /// <summary>The cells of a text; a problem in it fails the test with the problem's words.</summary>
    public static IReadOnlyList<ScenarioCell> Load(string text, params string[] sets)
    {
        LoadResult loaded = ScenarioLoader.Load(
            "test.yaml",
            text,
            new LoadOptions { ReadFile = _ => null, Sets = sets }
        );
        return loaded.Cells.Count > 0
            ? loaded.Cells
            : throw new InvalidDataException(ProblemRenderer.Render(loaded.Problems, _ => text));
    }

    /// <summary>The cells of a file below <c>scenarios</c>.</summary>
    public static IReadOnlyList<ScenarioCell> LoadFile(string file, params string[] sets) =>
        Load(File.ReadAllText(Repository.PathOf("scenarios", file)), sets);

    /// <summary>The errors in a text, in words.</summary>
    public static string[] Problems(string text) =>
        [
            .. ScenarioLoader
                .Load("test.yaml", text, new LoadOptions { ReadFile = _ => null })
                .Problems.Where(problem => problem.Severity == ProblemSeverity.Error)
                .Select(problem => problem.Message),
        ];

    /// <summary>Runs a cell to its end.</summary>
    public static RunResult Run(ScenarioCell cell) => ScenarioRunner.Run(cell, new RunOptions());
}
