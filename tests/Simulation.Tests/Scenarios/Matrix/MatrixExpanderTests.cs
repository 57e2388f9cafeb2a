using Simulation.Scenarios.Matrix;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Tests.Scenarios.Matrix;

public sealed class MatrixExpanderTests
{
    private const string Parameters = "params: {level: weak, size: 1, note: x}\n";

    private readonly ProblemList _problems = new();

    [Fact]
    public void The_first_key_varies_slowest()
    {
        Assert.Equal(
            ["level=a seed=1", "level=a seed=2", "level=b seed=1", "level=b seed=2"],
            Expand("level: [a, b], seed: [1, 2]")
        );
    }

    [Fact]
    public void Without_a_matrix_there_is_one_cell()
    {
        Assert.Equal("", Assert.Single(new MatrixExpander([], _problems).Expand(null, false)).Label);
    }

    [Fact]
    public void An_exclusion_takes_every_cell_that_has_its_values()
    {
        Assert.Equal(
            ["level=b size=1", "level=b size=2"],
            Expand("level: [a, b], size: [1, 2], exclude: [{level: a}]")
        );
    }

    [Fact]
    public void An_inclusion_adds_to_the_cells_that_it_does_not_change_or_is_one_itself()
    {
        Assert.Equal(
            ["level=a size=1 note=y", "level=b size=1", "level=c size=9"],
            Expand("level: [a, b], size: [1], include: [{level: a, note: y}, {level: c, size: 9}]")
        );
    }

    [Fact]
    public void A_later_inclusion_may_replace_what_an_earlier_one_added()
    {
        Assert.Equal(["level=a note=z"], Expand("level: [a], include: [{note: y}, {note: z}]"));
    }

    [Fact]
    public void A_parameter_set_on_the_command_line_is_swept_no_more()
    {
        Assert.Equal(["level=c seed=1", "level=c seed=2"], Expand("level: [a, b], seed: [1, 2]", "level=c"));
    }

    [Theory]
    [InlineData("level: a", ProblemCode.BadMatrix)]
    [InlineData("level: []", ProblemCode.BadMatrix)]
    [InlineData("level: [[a]]", ProblemCode.BadMatrix)]
    [InlineData("level: [a, a]", ProblemCode.BadMatrix)]
    [InlineData("levle: [a]", ProblemCode.UnknownAxis)]
    [InlineData("level: [a], exclude: [{sise: 1}]", ProblemCode.UnknownAxis)]
    [InlineData("level: [a], exclude: {level: a}", ProblemCode.BadMatrix)]
    [InlineData("level: [a], exclude: [{level: a}]", ProblemCode.BadMatrix)]
    [InlineData("level: [a], exclude: [{level: q}]", ProblemCode.IdleExclusion)]
    public void A_bad_matrix_is_one_problem(string matrix, string code)
    {
        Expand(matrix);

        Assert.Equal(code, Assert.Single(_problems.Sorted()).Code);
    }

    [Fact]
    public void More_runs_than_256_are_started_only_when_asked()
    {
        string seeds = string.Join(", ", Enumerable.Range(0, 257));

        Assert.Equal(257, Expand($"seed: [{seeds}]").Count);
        Assert.Equal(ProblemCode.TooManyRuns, Assert.Single(_problems.Sorted()).Code);
    }

    [Theory]
    [InlineData("levle=x")]
    [InlineData("size=big")]
    [InlineData("size")]
    public void A_set_that_fits_no_parameter_is_a_problem(string set)
    {
        Expand("level: [a]", set);

        Assert.Equal(ProblemCode.BadOverride, Assert.Single(_problems.Sorted()).Code);
    }

    private IReadOnlyList<string> Expand(string matrix, params string[] sets)
    {
        var root = (YamlMap)YamlReader.Read("a.yaml", Parameters + "matrix: {" + matrix + "}\n", _problems)!;
        IReadOnlyList<Parameter> parameters = Parameter.Declared(root, _problems);
        parameters = ParameterOverrides.Apply(parameters, sets, _problems);
        return
        [
            .. new MatrixExpander(parameters, _problems)
                .Expand(root["matrix"], false)
                .Select(cell => cell.Label),
        ];
    }
}
