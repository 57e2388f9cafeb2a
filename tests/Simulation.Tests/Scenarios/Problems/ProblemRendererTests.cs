using Simulation.Scenarios.Problems;

namespace Simulation.Tests.Scenarios.Problems;

public sealed class ProblemRendererTests
{
    [Fact]
    public void Problems_are_shown_in_order_with_a_caret_under_the_words()
    {
        var problems = new ProblemList();
        problems.Error(
            "LAB112",
            new SourceSpan("b.yaml", 2, 11, 7),
            "'partion' is not a fault",
            "did you mean 'partition'?"
        );
        problems.Error(
            "LAB103",
            new SourceSpan("b.yaml", 1, 11, 2),
            "'duration' needs a unit",
            "write 60s, 60ms or 60m"
        );

        string page = ProblemRenderer.Render(
            problems.Sorted(),
            _ => "duration: 60   # not yours\n  inject: partion\n"
        );

        Assert.Equal(
            "b.yaml:1:11: error LAB103: 'duration' needs a unit\n"
                + "    1 | duration: 60   # not yours\n"
                + "      |           ^^ write 60s, 60ms or 60m\n"
                + "b.yaml:2:11: error LAB112: 'partion' is not a fault\n"
                + "    2 |   inject: partion\n"
                + "      |           ^^^^^^^ did you mean 'partition'?\n"
                + "2 problems in 1 file. simlab explain LAB103 tells more.\n",
            page
        );
    }

    [Fact]
    public void For_GitHub_the_message_is_escaped()
    {
        var problems = new ProblemList();
        problems.Warning("LAB101", new SourceSpan("a,b.yaml", 3, 4, 1), "100%\nbad");

        string page = ProblemRenderer.RenderForGitHub(problems.Sorted());

        Assert.Equal("::warning file=a%2Cb.yaml,line=3,col=4,title=LAB101::100%25%0Abad\n", page);
    }

    [Fact]
    public void Every_code_is_explained_once()
    {
        string[] codes =
        [
            .. typeof(ProblemCode).GetFields().Select(field => (string)field.GetRawConstantValue()!),
        ];

        Assert.Equal(codes.Order(StringComparer.Ordinal), ProblemCatalog.All.Select(entry => entry.Code));
        Assert.Equal(codes.Length, codes.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("partion", "partition")]
    [InlineData("lost_wirtes", "lost_writes")]
    [InlineData("pasue", "pause")]
    [InlineData("zzz", null)]
    public void A_misspelt_word_finds_its_neighbour(string word, string? nearest)
    {
        Assert.Equal(nearest, Suggestion.Nearest(word, ["pause", "partition", "lost_writes", "crash"]));
    }

    [Fact]
    public void A_swap_of_neighbours_is_one_slip()
    {
        Assert.Equal(1, Suggestion.Distance("pasue", "pause"));
        Assert.Equal(3, Suggestion.Distance("kitten", "sitting"));
    }
}
