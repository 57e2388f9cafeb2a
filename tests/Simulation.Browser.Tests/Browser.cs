using Microsoft.Playwright;
using Simulation.Reports;
using Simulation.Reports.Files;
using Simulation.Reports.Html;
using Simulation.Reports.SpaceTime;
using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Browser.Tests;

/// <summary>A headless browser, and a report of two designs on disk for it to open.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("simlab-browser-").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where the browser is; null where there is none.</summary>
    public static string? Path { get; } = Array.Find(Places, File.Exists);

    private string Page => System.IO.Path.Combine(_folder, "report.html");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Path is null)
        {
            return;
        }

        await File.WriteAllTextAsync(Page, HtmlReport.Write(MakeReport()));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = ["--no-sandbox"] }
        );
    }

    /// <summary>Opens the report from disk; skips the test where there is no browser.</summary>
    /// <param name="isDark">What the reader's system prefers.</param>
    public Task<OpenReport> OpenAsync(bool isDark = false) => OpenAsync("file://" + Page, isDark);

    /// <summary>Opens an address; skips the test where there is no browser.</summary>
    /// <param name="address">The address.</param>
    /// <param name="isDark">What the reader's system prefers.</param>
    public async Task<OpenReport> OpenAsync(string address, bool isDark = false)
    {
        Assert.SkipWhen(Path is null, "no chromium here: 'apt-get install chromium' brings one");
        IPage page = await _browser!.NewPageAsync(
            new BrowserNewPageOptions { ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light }
        );
        var open = new OpenReport(page);
        await page.GotoAsync(address);
        return open;
    }

    private Report MakeReport()
    {
        List<RunResult> runs = [];
        List<IReadOnlyList<SpaceTimeDiagram>> diagrams = [];
        foreach (ScenarioCell cell in TestScenario.LoadFile("hello-partition.yaml"))
        {
            string path = System.IO.Path.Combine(_folder, $"events-{runs.Count}.gz");
            using (EventsJsonl events = new(path))
            {
                runs.Add(ScenarioRunner.Run(cell, new RunOptions { Sink = events }));
            }

            diagrams.Add(DiagramComposer.Of(runs[^1], path));
        }

        return new Report(runs) { Diagrams = DiagramChoice.Of(diagrams) };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>A report in a browser, and what went wrong there.</summary>
public sealed class OpenReport
{
    /// <summary>Listens to a page before it is opened.</summary>
    public OpenReport(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>What scripts complained of.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>What was asked for.</summary>
    public List<string> Requests { get; } = [];
}
