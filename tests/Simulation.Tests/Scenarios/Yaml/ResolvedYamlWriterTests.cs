using CsCheck;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Tests.Scenarios.Yaml;

public sealed class ResolvedYamlWriterTests
{
    private static readonly Gen<string> Texts = Gen.String[
        Gen.Char["ab1 :-#'\"[]{},&*!|>%@\\\n\t~.\u00e9"],
        0,
        8
    ];

    [Fact]
    public void What_is_written_reads_back_as_the_same_nodes()
    {
        Gen<YamlNode> scalars = Texts.Select(text => (YamlNode)new YamlScalar(default, text, false));
        Gen<YamlNode> lists = scalars.List[0, 3].Select(items => (YamlNode)new YamlList(default, items));
        Gen<YamlNode> maps = Gen.OneOf(scalars, lists).List[0, 4].Select(Map);
        Gen<YamlNode> nested = Gen.OneOf(maps, lists, scalars)
            .List[1, 3]
            .Select(items => (YamlNode)new YamlList(default, items));
        Gen<YamlNode> roots = Gen.OneOf(maps, nested, lists).List[1, 4].Select(Map);

        roots.Sample(
            root =>
            {
                var problems = new ProblemList();
                string text = ResolvedYamlWriter.Write(root);
                YamlNode? read = YamlReader.Read("a.yaml", text, problems);
                Assert.Empty(problems.Sorted());
                Assert.Equal(Show(root), Show(read!));
                Assert.Equal(text, ResolvedYamlWriter.Write(read!));
            },
            iter: 5_000
        );
    }

    private static YamlNode Map(List<YamlNode> values) =>
        new YamlMap(
            default,
            [
                .. values.Select(
                    (value, index) => new YamlEntry(new YamlScalar(default, "k" + index, true), value)
                ),
            ]
        );

    private static string Show(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => "<" + scalar.Text + ">",
            YamlList list => "[" + string.Join(",", list.Items.Select(Show)) + "]",
            YamlMap map => "{"
                + string.Join(",", map.Entries.Select(entry => entry.Key.Text + "=" + Show(entry.Value)))
                + "}",
            _ => throw new InvalidOperationException(),
        };
}
