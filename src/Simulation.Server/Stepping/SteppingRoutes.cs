using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Simulation.Reports.Json;
using Simulation.Server.Pages;
using Simulation.Server.Runs;

namespace Simulation.Server.Stepping;

/// <summary>What a browser asks while somebody steps through a run.</summary>
internal sealed class SteppingRoutes(ServerOptions options, RunCatalogue runs) : IDisposable
{
    private const int CountUsual = 100;

    /// <summary>Making a run again takes a core, so that one is made at a time.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/runs/{key}/step", StepAsync);
        routes.MapGet("/runs/{key}/trace", TraceAsync);
        routes.MapGet("/runs/{key}/nodes", NodesAsync);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private Task StepAsync(HttpContext context, string key) =>
        runs.Run(key) is { } found
            ? Layout.SendAsync(context, StepPage.Write(found.Report, found.Run))
            : MessagePage.MissingAsync(context);

    private Task TraceAsync(
        HttpContext context,
        string key,
        string? way,
        long from = 0,
        int count = CountUsual,
        string? about = null
    )
    {
        if (
            runs.Run(key) is not { } found
            || SafeFolder.FileIn(found.Run.Folder, "events.jsonl.gz") is not { } file
        )
        {
            return ProblemAsync(context, StatusCodes.Status404NotFound, "This run has no trace.");
        }

        if (TraceQuery.Of(way, from, count, about) is not { } query)
        {
            return ProblemAsync(context, StatusCodes.Status400BadRequest, "No trace can be read like that.");
        }

        JsonMap answer;
        try
        {
            using FileStream packed = File.OpenRead(file);
            answer = new JsonMap().With(
                "records",
                TraceReader.Read(packed, query, context.RequestAborted).Select(Json)
            );
        }
        catch (InvalidDataException wrong)
        {
            return ProblemAsync(context, StatusCodes.Status422UnprocessableEntity, wrong.Message);
        }

        return SendAsync(context, answer);
    }

    private async Task NodesAsync(HttpContext context, string key, long at = 0)
    {
        if (
            options.States is not { } states
            || runs.Run(key) is not { } found
            || SafeFolder.FileIn(found.Run.Folder, "scenario.resolved.yaml") is null
            || at < 0
        )
        {
            await ProblemAsync(context, StatusCodes.Status404NotFound, "Nobody can tell.")
                .ConfigureAwait(false);
            return;
        }

        await _turn.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            IReadOnlyList<NodeState> nodes = await states
                .AtAsync(found.Run.Folder, at, context.RequestAborted)
                .ConfigureAwait(false);
            await SendAsync(
                    context,
                    new JsonMap().With(
                        "nodes",
                        nodes.Select(node => new JsonMap().With("name", node.Name).With("state", node.State))
                    )
                )
                .ConfigureAwait(false);
        }
        catch (IOException wrong) when (!context.RequestAborted.IsCancellationRequested)
        {
            await ProblemAsync(context, StatusCodes.Status422UnprocessableEntity, wrong.Message)
                .ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static JsonMap Json(TraceRecord record) =>
        new JsonMap()
            .With("detail", record.Detail)
            .With("index", record.Index)
            .With("kind", record.Kind)
            .With("source", record.Source)
            .With("target", record.Target)
            .With("time", record.Time);

    private static Task ProblemAsync(HttpContext context, int status, string problem)
    {
        context.Response.StatusCode = status;
        return SendAsync(context, new JsonMap().With("problem", problem));
    }

    private static Task SendAsync(HttpContext context, JsonMap document)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonText.Write(document), context.RequestAborted);
    }
}
