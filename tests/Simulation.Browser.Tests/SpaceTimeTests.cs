using Microsoft.Playwright;

namespace Simulation.Browser.Tests;

public sealed class SpaceTimeTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Arrow_keys_step_through_the_events_and_say_what_each_is()
    {
        OpenReport report = await browser.OpenAsync();
        ILocator figure = report.Page.Locator(".spacetime").First;
        ILocator say = figure.Locator(".say");
        await figure.FocusAsync();

        await report.Page.Keyboard.PressAsync("Home");
        string first = await say.InnerTextAsync();
        await report.Page.Keyboard.PressAsync("ArrowDown");
        string second = await say.InnerTextAsync();
        string? highlighted = await figure.Locator(".mark.on").GetAttributeAsync("data-n");
        await report.Page.Keyboard.PressAsync("ArrowUp");

        Assert.NotEqual(first, second);
        Assert.Equal("1", highlighted);
        Assert.Equal(first, await say.InnerTextAsync());
        Assert.Equal("polite", await say.GetAttributeAsync("aria-live"));
        Assert.Empty(report.Complaints);
    }

    [Fact]
    public async Task The_buttons_step_too_and_keep_the_event_in_sight()
    {
        OpenReport report = await browser.OpenAsync();
        ILocator figure = report.Page.Locator(".spacetime").First;

        await figure.GetByText("Last", new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        await figure.GetByText("Previous").ClickAsync();
        string count = await figure.Locator(".count").InnerTextAsync();
        int scrolled = await figure
            .Locator(".window")
            .EvaluateAsync<int>("view => Math.round(view.scrollTop)");

        int events = await figure.Locator("[data-n]").CountAsync();
        Assert.Equal($"{events - 1} of {events}", count);
        Assert.True(scrolled > 0);
        Assert.Equal(1, await figure.Locator(".mark.on").CountAsync());
    }

    [Fact]
    public async Task Pointing_near_a_line_says_which_message_it_is()
    {
        OpenReport report = await browser.OpenAsync();
        ILocator figure = report.Page.Locator(".spacetime").First;
        ILocator arrow = figure.Locator(".mark.arrow.focal").First;
        await arrow.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await arrow.BoundingBoxAsync())!;

        await report.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2) + 2);

        string said = await figure.Locator(".say").InnerTextAsync();
        Assert.Contains("sent at", said);
        Assert.Contains(" from ", said);
        Assert.Equal(1, await figure.Locator(".mark.on").CountAsync());
        Assert.Empty(report.Complaints);
    }

    [Fact]
    public async Task No_two_names_of_columns_and_no_two_times_overlap()
    {
        OpenReport report = await browser.OpenAsync();

        int overlaps = await report.Page.EvaluateAsync<int>(
            """
            [...document.querySelectorAll('.spacetime svg')].map(svg => {
              const boxes = [...svg.querySelectorAll('text')].map(text => text.getBoundingClientRect());
              return boxes.filter((one, place) => boxes.slice(place + 1).some(other =>
                one.left < other.right - 1 && other.left < one.right - 1
                && one.top < other.bottom - 3 && other.top < one.bottom - 3)).length;
            }).reduce((sum, count) => sum + count, 0)
            """
        );

        Assert.Equal(0, overlaps);
    }
}
