using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Simulation.Browser.Tests;

public sealed class ServerTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Two_runs_are_ticked_and_compared_without_a_complaint()
    {
        await using ServedRuns runs = await ServedRuns.StartAsync();
        OpenReport open = await browser.OpenAsync(runs.Address);
        ILocator button = open.Page.GetByRole(AriaRole.Button, new() { Name = "Compare what is ticked" });

        await Expect(button).ToBeDisabledAsync();
        await open.Page.Locator("input[name=run]").Nth(0).CheckAsync();
        await open.Page.Locator("input[name=run]").Nth(1).CheckAsync();
        await button.ClickAsync();

        await Expect(open.Page.Locator("h1")).ToHaveTextAsync("hello-partition");
        await Expect(open.Page.GetByText("Same load and same faults")).ToBeVisibleAsync();
        await Expect(open.Page.GetByText("baseline").First).ToBeVisibleAsync();
        Assert.Empty(open.Complaints);
        Assert.All(
            open.Requests,
            request => Assert.StartsWith(runs.Address, request, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_new_run_shows_up_by_itself_and_ticks_stay()
    {
        await using ServedRuns runs = await ServedRuns.StartAsync();
        OpenReport open = await browser.OpenAsync(runs.Address);
        ILocator boxes = open.Page.Locator("input[name=run]");
        await Expect(boxes).ToHaveCountAsync(2);
        await boxes.Nth(1).CheckAsync();

        runs.Add(design: 0, name: "another");

        await Expect(boxes).ToHaveCountAsync(3);
        await Expect(open.Page.Locator("input[name=run]:checked")).ToHaveCountAsync(1);
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task A_filter_acts_while_one_types_and_stays_in_the_address()
    {
        await using ServedRuns runs = await ServedRuns.StartAsync();
        OpenReport open = await browser.OpenAsync(runs.Address);

        await open.Page.GetByRole(AriaRole.Searchbox).FillAsync("multi");
        await Expect(open.Page.Locator("input[name=run]")).ToHaveCountAsync(1);
        await open.Page.ReloadAsync();

        await Expect(open.Page.Locator("input[name=run]")).ToHaveCountAsync(1);
        Assert.Contains("name=multi", open.Page.Url, StringComparison.Ordinal);
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task A_run_is_stepped_through_with_the_keys()
    {
        await using ServedRuns runs = await ServedRuns.StartAsync();
        OpenReport open = await browser.OpenAsync(runs.Address);
        await open.Page.GetByRole(AriaRole.Link, new() { NameString = "Step through" }).First.ClickAsync();
        ILocator now = open.Page.Locator("#now");
        await Expect(now).ToContainTextAsync("#0 ");

        for (int press = 0; press < 3; press++)
        {
            await open.Page.Keyboard.PressAsync("ArrowRight");
        }

        await Expect(now).ToContainTextAsync("#3 ");
        await open.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(now).ToContainTextAsync("#2 ");
        await Expect(open.Page.Locator("#nodes")).ToContainTextAsync("leader at ");
        await open.Page.Keyboard.PressAsync("End");
        await Expect(open.Page.Locator("#records tr").Last).ToHaveAttributeAsync("aria-current", "true");
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task A_stored_report_draws_its_charts_in_its_own_world()
    {
        await using ServedRuns runs = await ServedRuns.StartAsync();
        OpenReport open = await browser.OpenAsync(runs.Address);

        await open.Page.GetByRole(AriaRole.Link, new() { NameString = "Report of" }).First.ClickAsync();

        await Expect(open.Page.Locator(".chart canvas").First).ToBeVisibleAsync();
        Assert.Equal("null", await open.Page.EvaluateAsync<string>("self.origin"));
        Assert.Empty(open.Complaints);
    }

    [Theory]
    [InlineData("")]
    [InlineData("compare")]
    [InlineData("step")]
    public async Task On_a_narrow_screen_no_page_is_wider_than_it(string page)
    {
        await using ServedRuns runs = await ServedRuns.StartAsync();
        OpenReport open = await browser.OpenAsync(runs.Address);
        string[] keys = await open.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('input[name=run]')].map(box => box.value)"
        );
        string path = page switch
        {
            "compare" => $"compare?run={keys[0]}&run={keys[1]}",
            "step" => $"runs/{keys[0]}/step",
            _ => page,
        };

        await open.Page.SetViewportSizeAsync(420, 900);
        await open.Page.GotoAsync(runs.Address + path);
        await Expect(open.Page.Locator("tbody tr").First).ToBeVisibleAsync();
        int width = await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");

        Assert.True(width <= 420, $"{width}");
    }
}
