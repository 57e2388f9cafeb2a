using CsCheck;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Tests.Scenarios.Yaml;

public sealed class YamlReaderTests
{
    private const string Valid = """
        scenario: v1
        name: a-b            # why
        tags: [a, "b", c]
        topology:
          regions:
            eu: {nodes: [n1, n2]}
        faults:
          - id: cut
            at: 20s
            groups: [[eu], [us]]
        text: >
          folded
          lines
        """;

    [Fact]
    public void Every_key_and_value_knows_its_line_and_column()
    {
        var problems = new ProblemList();

        var root = (YamlMap)YamlReader.Read("a.yaml", Valid, problems)!;

        var fault = (YamlMap)((YamlList)root["faults"]!).Items[0];
        Assert.Empty(problems.Sorted());
        Assert.Equal(new SourceSpan("a.yaml", 9, 9, 3), fault["at"]!.Span);
        Assert.Equal(new SourceSpan("a.yaml", 9, 5, 2), fault.EntryOf("at")!.Key.Span);
        Assert.Equal("folded lines", ((YamlScalar)root["text"]!).Text.TrimEnd());
    }

    [Fact]
    public void Json_is_read_as_well()
    {
        var problems = new ProblemList();

        var root = (YamlMap)
            YamlReader.Read("a.json", "{\"scenario\": \"v1\", \"seed\": 3, \"tags\": [\"x\"]}", problems)!;

        Assert.Empty(problems.Sorted());
        Assert.Equal(["scenario", "seed", "tags"], root.Keys);
        Assert.Equal("3", ((YamlScalar)root["seed"]!).Text);
    }

    [Theory]
    [InlineData("a: [1, 2\nb: 3\n", ProblemCode.Unclosed, 1, 4)]
    [InlineData("a: 1\nb: {c: 2\n", ProblemCode.Unclosed, 2, 4)]
    [InlineData("a:\n\tb: 1\n", ProblemCode.Tab, 2, 1)]
    [InlineData("a: 1\nb: 2\na: 3\n", ProblemCode.DuplicateKey, 3, 1)]
    [InlineData("a: &x 1\n", ProblemCode.Unsupported, 1, 4)]
    [InlineData("a: *x\n", ProblemCode.Unsupported, 1, 4)]
    [InlineData("a: !int 1\n", ProblemCode.Unsupported, 1, 4)]
    [InlineData("a: 1\n---\nb: 2\n", ProblemCode.Unsupported, 2, 1)]
    [InlineData("on: 1\n", ProblemCode.BadKey, 1, 1)]
    [InlineData("1: 1\n", ProblemCode.BadKey, 1, 1)]
    [InlineData("? [a]\n: 1\n", ProblemCode.BadKey, 1, 3)]
    [InlineData("", ProblemCode.NotAMap, 1, 1)]
    [InlineData("a: 'x\n", ProblemCode.Syntax, null, null)]
    [InlineData("a: b: c\n", ProblemCode.Syntax, 1, null)]
    public void A_broken_text_is_a_problem_with_its_place(string text, string code, int? line, int? column)
    {
        var problems = new ProblemList();

        YamlReader.Read("a.yaml", text, problems);

        Problem problem = Assert.Single(problems.Sorted());
        Assert.Equal(code, problem.Code);
        Assert.Equal(line ?? problem.Where.Line, problem.Where.Line);
        Assert.Equal(column ?? problem.Where.Column, problem.Where.Column);
    }

    [Fact]
    public void No_change_of_a_valid_text_makes_the_reader_throw()
    {
        Gen<(int At, int Cut, string Insert)> edits = Gen.Select(
            Gen.Int[0, Valid.Length - 1],
            Gen.Int[0, 6],
            Gen.String[Gen.Char["[]{}:,'\"\n\t -&*!|>%@`#?~\\x0\u00e9"], 0, 5]
        );

        edits.Sample(
            edit =>
            {
                int end = Math.Min(Valid.Length, edit.At + edit.Cut);
                string text = Valid[..edit.At] + edit.Insert + Valid[end..];
                var problems = new ProblemList();
                YamlNode? root = YamlReader.Read("a.yaml", text, problems);
                Assert.True(root is not null || problems.HasErrors);
            },
            iter: 20_000
        );
    }

    [Fact]
    public void Nesting_without_end_is_a_problem_and_not_a_crash()
    {
        var problems = new ProblemList();

        YamlReader.Read("a.yaml", new string('[', 10_000), problems);

        Assert.True(problems.HasErrors);
    }
}
