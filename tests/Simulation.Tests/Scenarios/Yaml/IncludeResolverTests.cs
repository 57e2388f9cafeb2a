using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Tests.Scenarios.Yaml;

public sealed class IncludeResolverTests
{
    private readonly ProblemList _problems = new();

    [Fact]
    public void A_fragment_is_merged_under_what_the_file_says_itself()
    {
        YamlMap root = Resolve(
            "include: [./lib/clouds.yaml#two]\ntopology: {regions: {eu: own}}\n",
            ("dir/lib/clouds.yaml", "two:\n  topology: {regions: {eu: theirs, us: theirs}}\n")
        );

        Assert.Empty(_problems.Sorted());
        Assert.Equal("topology:\n  regions:\n    eu: own\n    us: theirs\n", ResolvedYamlWriter.Write(root));
    }

    [Theory]
    [InlineData("include: [b.yaml#x]\n", "x:\n  include: [b.yaml#x]\n", ProblemCode.IncludeCycle)]
    [InlineData("include: [c.yaml#x]\n", "x: {}\n", ProblemCode.IncludeMissing)]
    [InlineData("include: [b.yaml#y]\n", "x: {}\n", ProblemCode.IncludeFragment)]
    [InlineData("include: [{a: 1}]\n", "x: {}\n", ProblemCode.WrongShape)]
    [InlineData("include: [b.yaml#x]\n", "x: [\n", ProblemCode.Unclosed)]
    public void A_bad_include_is_one_problem(string text, string included, string code)
    {
        Resolve(text, ("dir/b.yaml", included));

        Assert.Equal(code, Assert.Single(_problems.Sorted()).Code);
    }

    private YamlMap Resolve(string text, params (string File, string Text)[] files)
    {
        var root = (YamlMap)YamlReader.Read("dir/a.yaml", text, _problems)!;
        return new IncludeResolver(
            file => files.Where(pair => pair.File == file).Select(pair => pair.Text).FirstOrDefault(),
            _problems
        ).Resolve(root);
    }
}
