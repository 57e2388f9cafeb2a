using Simulation.Reports.SpaceTime;

namespace Simulation.Tests.Reports.SpaceTime;

public sealed class ColumnLayoutTests
{
    private const int PageWidth = 1006;
    private const double LetterWidth = 6.7;

    [Theory]
    [InlineData(1, "n1")]
    [InlineData(5, "replica-1")]
    [InlineData(9, "a-rather-long-name")]
    [InlineData(12, "a-name-that-is-much-too-long-for-any-column-of-a-diagram")]
    public void Names_of_columns_never_touch_and_all_fit_on_a_page(int count, string name)
    {
        List<Column> columns =
        [
            .. Enumerable
                .Range(0, count)
                .Select(index => new Column($"{name}{index}", $"region-{index / 4}", false)),
        ];

        ColumnLayout layout = new(columns);

        Assert.True(layout.Width <= PageWidth, $"{layout.Width}");
        int stride = layout.IsStaggered ? 2 : 1;
        for (int place = 0; place + stride < count; place++)
        {
            double right = layout.Centre(place) + (Width(layout.Name(columns[place].Node)) / 2);
            double left =
                layout.Centre(place + stride) - (Width(layout.Name(columns[place + stride].Node)) / 2);
            Assert.True(right <= left, $"{layout.Name(columns[place].Node)} reaches into its neighbour");
        }
    }

    [Fact]
    public void A_group_covers_its_columns_and_no_others()
    {
        ColumnLayout layout = new([new("a", "eu", false), new("b", "eu", true), new("c", "us", false)]);

        Assert.Equal(["eu", "us"], layout.Groups.Select(group => group.Name));
        Assert.InRange(layout.Centre(1), layout.Groups[0].Start, layout.Groups[0].End);
        Assert.True(layout.Groups[0].End < layout.Groups[1].Start);
        Assert.InRange(layout.Centre(2), layout.Groups[1].Start, layout.Groups[1].End);
    }

    private static double Width(string text) => text.Length * LetterWidth;
}
