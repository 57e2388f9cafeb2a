using Simulation.Scenarios.Matrix;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Tests.Scenarios.Matrix;

public sealed class ParameterSubstitutionTests
{
    private readonly ProblemList _problems = new();

    [Fact]
    public void A_substitution_keeps_the_place_of_the_value()
    {
        var map = Substitute("params: {cut: 20s, who: eu}\nfor: ${cut}\nat: \"x-${who}-${none:-1}\"\n");

        Assert.Empty(_problems.Sorted());
        Assert.Equal(new YamlScalar(new SourceSpan("a.yaml", 2, 6, 6), "20s", true), map["for"]);
        Assert.Equal("x-eu-1", ((YamlScalar)map["at"]!).Text);
    }

    [Theory]
    [InlineData("params: {cut: 20s}\nfor: 1s\n", ProblemCode.UnusedParameter, 1, 10)]
    [InlineData("for: a${cut}\n", ProblemCode.UnknownParameter, 1, 7)]
    [InlineData("for: ${cut\n", ProblemCode.BadSubstitution, 1, 6)]
    [InlineData("for: ${}\n", ProblemCode.BadSubstitution, 1, 6)]
    [InlineData("for: ${a b}\n", ProblemCode.BadSubstitution, 1, 6)]
    [InlineData("params: {cut: [1]}\n", ProblemCode.BadParameter, 1, 15)]
    [InlineData("params: [cut]\n", ProblemCode.WrongShape, 1, 9)]
    public void A_bad_substitution_is_one_problem(string text, string code, int line, int column)
    {
        Substitute(text);

        Problem problem = Assert.Single(_problems.Sorted());
        Assert.Equal((code, line, column), (problem.Code, problem.Where.Line, problem.Where.Column));
    }

    private YamlMap Substitute(string text)
    {
        var root = (YamlMap)YamlReader.Read("a.yaml", text, _problems)!;
        var substitution = new ParameterSubstitution(Parameter.Declared(root, _problems), _problems);
        YamlMap map = substitution.ApplyToMap(root.Without("params"));
        substitution.ReportUnused();
        return map;
    }
}
