using Microsoft.Playwright;

namespace Simulation.Browser.Tests;

public sealed class HtmlReportTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task It_opens_from_disk_without_a_complaint_and_asks_for_nothing_else()
    {
        OpenReport report = await browser.OpenAsync();

        await report.Page.WaitForSelectorAsync(".uplot canvas");

        Assert.Empty(report.Complaints);
        Assert.All(
            report.Requests,
            url => Assert.True(url.StartsWith("file:") || url.StartsWith("data:"), url)
        );
    }

    [Fact]
    public async Task Every_chart_is_drawn_and_has_a_line_for_each_design()
    {
        OpenReport report = await browser.OpenAsync();

        int charts = await report.Page.Locator(".chart").CountAsync();
        int inked = await report.Page.EvaluateAsync<int>(
            """
            [...document.querySelectorAll('.uplot canvas')].filter(canvas => {
              const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              return pixels.some(value => value > 0);
            }).length
            """
        );
        int designs = await report.Page.Locator(".chart").First.Locator(".u-legend .u-series").CountAsync();

        Assert.True(charts >= 4);
        Assert.Equal(charts, inked);
        Assert.Equal(3, designs);
    }

    [Fact]
    public async Task Hovering_over_a_chart_tells_the_numbers_of_that_moment_in_all_charts()
    {
        OpenReport report = await browser.OpenAsync();
        ILocator first = report.Page.Locator(".chart").First;
        ILocator last = report.Page.Locator(".chart").Last;
        string before = await last.Locator(".u-legend").InnerTextAsync();

        await first.ScrollIntoViewIfNeededAsync();
        await first.Locator(".u-over").HoverAsync();

        Assert.NotEqual(before, await last.Locator(".u-legend").InnerTextAsync());
    }

    [Fact]
    public async Task The_arrow_keys_move_the_cursor_and_plus_zooms_in()
    {
        OpenReport report = await browser.OpenAsync();
        ILocator chart = report.Page.Locator(".chart").First;
        ILocator time = chart.Locator(".u-legend .u-value").First;
        await chart.FocusAsync();

        await report.Page.Keyboard.PressAsync("Home");
        string start = await time.InnerTextAsync();
        await report.Page.Keyboard.PressAsync("ArrowRight");
        string next = await time.InnerTextAsync();
        await report.Page.Keyboard.PressAsync("+");
        string? shown = await chart.GetAttributeAsync("data-seconds");
        string? alsoShown = await report.Page.Locator(".chart").Last.GetAttributeAsync("data-seconds");

        Assert.Equal(("0.5 s", "1.5 s"), (start, next));
        Assert.True(double.Parse(shown!) < 12, shown);
        Assert.Equal(shown, alsoShown);
        Assert.Empty(report.Complaints);
    }

    [Fact]
    public async Task It_follows_the_readers_theme_and_can_be_switched()
    {
        OpenReport report = await browser.OpenAsync(isDark: true);
        const string Paper = "getComputedStyle(document.body).backgroundColor";

        string dark = await report.Page.EvaluateAsync<string>(Paper);
        await report.Page.Locator("#theme").ClickAsync();
        string light = await report.Page.EvaluateAsync<string>(Paper);

        Assert.Equal(("rgb(13, 17, 23)", "rgb(255, 255, 255)"), (dark, light));
    }

    [Fact]
    public async Task On_a_narrow_screen_nothing_makes_the_page_wider_than_it()
    {
        OpenReport report = await browser.OpenAsync();

        await report.Page.SetViewportSizeAsync(420, 900);
        int width = await report.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");

        Assert.True(width <= 420, $"{width}");
    }
}
