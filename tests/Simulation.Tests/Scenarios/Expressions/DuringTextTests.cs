using Simulation.Kernel.Time;
using Simulation.Scenarios.Expressions;

namespace Simulation.Tests.Scenarios.Expressions;

public sealed class DuringTextTests
{
    [Fact]
    public void A_part_of_the_run_is_named_by_keyword_fault_or_instants()
    {
        During?[] parts =
        [
            .. new[] { "steady", "recovery", "cut", "65s..1.5m" }.Select(text =>
                DuringText.Parse(text, ["cut"]).During
            ),
        ];

        Assert.Equal(
            [
                new During.Steady(),
                new During.Recovery(),
                new During.WhileFault("cut"),
                new During.Between(new SimTime(65_000_000_000), new SimTime(90_000_000_000)),
            ],
            parts
        );
    }

    [Theory]
    [InlineData("cutt", 0, "no fault 'cutt'", "did you mean 'cut'?")]
    [InlineData("steadi", 0, "no fault 'steadi'", "did you mean 'steady'?")]
    [InlineData("65s..115", 5, "'115' needs a unit", "write 115s, 115ms or 115m")]
    [InlineData("2s..1s", 0, "'2s..1s' ends before it begins", "write 1s..2s")]
    public void A_mistake_is_told_where_it_is_and_how_to_mend_it(
        string text,
        int offset,
        string message,
        string suggestion
    )
    {
        ParsedDuring parsed = DuringText.Parse(text, ["cut"]);

        ExpressionProblem problem = Assert.Single(parsed.Problems);
        Assert.Null(parsed.During);
        Assert.Equal((offset, message, suggestion), (problem.Offset, problem.Message, problem.Suggestion));
    }
}
