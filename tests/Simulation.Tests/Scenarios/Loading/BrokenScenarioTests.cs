using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Problems;
using Simulation.Testing;

namespace Simulation.Tests.Scenarios.Loading;

public sealed class BrokenScenarioTests
{
    public static TheoryData<string> Files => new(ScenarioFiles.Broken);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_broken_file_gives_all_its_problems(string file)
    {
        LoadResult result = ScenarioFiles.Load(file, ScenarioFiles.Text(file));

        string rendered = ProblemRenderer.Render(result.Problems, ScenarioFiles.TextOrNull);
        Assert.Empty(result.Cells);
        Assert.Equal(Expected(file, rendered), rendered);
    }

    [Fact]
    public void The_corpus_has_at_least_forty_files() =>
        Assert.InRange(ScenarioFiles.Broken.Count, 45, 1_000);

    private static string Expected(string file, string actual)
    {
        string path = Repository.PathOf([.. Path.ChangeExtension(file, ".expected.txt").Split('/')]);
        if (Environment.GetEnvironmentVariable("GOLDEN") == "update")
        {
            File.WriteAllText(path, actual);
        }

        return File.Exists(path) ? File.ReadAllText(path) : $"no golden file {path}";
    }
}
