using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Simulation.Reports.Comparisons;
using Simulation.Server.Pages;

namespace Simulation.Server.Runs;

/// <summary>What a browser asks to see what has been run.</summary>
internal sealed class RunRoutes(ServerOptions options, RunCatalogue runs)
{
    private const int ComparedMax = 32;

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", HomeAsync);
        routes.MapGet("/table", TableAsync);
        routes.MapGet("/compare", CompareAsync);
        routes.MapGet("/runs/{key}/report", ReportAsync);
        routes.MapGet("/runs/{key}/zip", ZipAsync);
    }

    private Task HomeAsync(HttpContext context, string? name, string? tag, string? verdict) =>
        Layout.SendAsync(context, HomePage.Write(options.Root, runs.Reports(), Filter(name, tag, verdict)));

    private Task TableAsync(HttpContext context, string? name, string? tag, string? verdict) =>
        Layout.SendAsync(context, RunTable.Write(runs.Reports(), Filter(name, tag, verdict)).ToString());

    private static RunFilter Filter(string? name, string? tag, string? verdict) =>
        new(name ?? "", tag ?? "", verdict ?? "");

    private async Task CompareAsync(HttpContext context, string[] run, int baseline = 0)
    {
        List<string> keys = [.. run.Distinct()];
        List<StoredReport> reports = [.. keys.Select(runs.Report).OfType<StoredReport>()];
        if (reports.Count < keys.Count || keys.Count is 0 or > ComparedMax)
        {
            await RefuseAsync(context, $"Tick at least two runs that are there, and at most {ComparedMax}.")
                .ConfigureAwait(false);
            return;
        }

        List<ComparedDesign> designs;
        try
        {
            designs = StoredDesigns.Of(reports.Select(Measured));
        }
        catch (FormatException)
        {
            await RefuseAsync(context, "One of these runs was written by another version of simlab.")
                .ConfigureAwait(false);
            return;
        }

        if (designs.Count < 2)
        {
            await RefuseAsync(context, "That is one design only: tick another run beside it.")
                .ConfigureAwait(false);
            return;
        }

        Comparison comparison = new(
            StoredDesigns.Title(designs),
            designs,
            Math.Clamp(baseline, 0, designs.Count - 1)
        );
        await Layout.SendAsync(context, ComparePage.Write(comparison, keys)).ConfigureAwait(false);
    }

    private static IReadOnlyList<MeasuredRun> Measured(StoredReport report) =>
        SafeFolder.FileIn(report.Folder, "result.json") is { } file
            ? StoredDesigns.Runs(File.ReadAllText(file))
            : throw new FormatException("the result is gone");

    private static Task RefuseAsync(HttpContext context, string why) =>
        MessagePage.WriteAsync(context, StatusCodes.Status400BadRequest, "Nothing to compare", why);

    private async Task ReportAsync(HttpContext context, string key)
    {
        if (
            runs.Report(key) is not { } report
            || SafeFolder.FileIn(report.Folder, "report.html") is not { } file
        )
        {
            await MessagePage.MissingAsync(context).ConfigureAwait(false);
            return;
        }

        Guard.Sandbox(context.Response);
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.SendFileAsync(file, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task ZipAsync(HttpContext context, string key)
    {
        if (runs.Report(key) is not { } report)
        {
            await MessagePage.MissingAsync(context).ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "application/zip";
        context.Response.Headers.ContentDisposition =
            $"attachment; filename=\"{RunArchive.Name(report)}.zip\"";
        if (HttpMethods.IsGet(context.Request.Method))
        {
            // The archive writes the few bytes of its headers at once, whoever waits.
            context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
            await RunArchive
                .WriteAsync(report, context.Response.Body, context.RequestAborted)
                .ConfigureAwait(false);
        }
    }
}
