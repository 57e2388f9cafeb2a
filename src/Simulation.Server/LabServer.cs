using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Simulation.Campaigns.Storage;
using Simulation.Server.Live;
using Simulation.Server.Pages;
using Simulation.Server.Runs;
using Simulation.Server.Stepping;

namespace Simulation.Server;

/// <summary>
/// Shows a results folder to browsers: what has been run, what goes on, and what differs. It changes nothing.
/// </summary>
public sealed class LabServer : IAsyncDisposable
{
    /// <summary>How long a download may take to end once the server is to stop.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly WebApplication _application;
    private readonly SteppingRoutes _stepping;

    private LabServer(WebApplication application, SteppingRoutes stepping)
    {
        _application = application;
        _stepping = stepping;
    }

    /// <summary>Where it answers.</summary>
    public Uri Address =>
        new(
            _application
                .Services.GetRequiredService<IServer>()
                .Features.Get<IServerAddressesFeature>()!
                .Addresses.First()
        );

    /// <summary>Starts a server.</summary>
    /// <exception cref="IOException">The port is taken, or may not be used.</exception>
    public static async Task<LabServer> StartAsync(ServerOptions options)
    {
        // Neither the environment nor files of settings have a say in where it listens.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.Address, options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Patience);

        WebApplication application = builder.Build();
        RunCatalogue runs = new(options.Root);
        SteppingRoutes stepping = new(options, runs);
        LabServer server = new(application, stepping);
        server.Map(options, runs);
        try
        {
            await application.StartAsync().ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is IOException or System.Net.Sockets.SocketException)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw new IOException(refused.Message, refused);
        }

        return server;
    }

    /// <summary>Stops it: what is being sent may end, and what never ends is cut.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _stepping.Dispose();
    }

    private void Map(ServerOptions options, RunCatalogue runs)
    {
        Guard guard = new(options);
        _application.Use(next => context => guard.InvokeAsync(context, next));
        _application.UseRouting();
        new RunRoutes(options, runs).Map(_application);
        _stepping.Map(_application);
        LiveFeed feed = new(runs, new CampaignJournal(Path.Combine(options.Root, "campaigns.db")));
        _application.MapGet("/live", context => LiveAsync(context, feed));
        _application.MapGet("/assets/{name}", AssetAsync);
        _application.MapFallback(MessagePage.MissingAsync);
    }

    /// <summary>Never ends by itself, so that it must hear that the server stops.</summary>
    private async Task LiveAsync(HttpContext context, LiveFeed feed)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            _application.Lifetime.ApplicationStopping
        );
        await TypedResults
            .ServerSentEvents(feed.Follow(end.Token))
            .ExecuteAsync(context)
            .ConfigureAwait(false);
    }

    private static Task AssetAsync(HttpContext context, string name)
    {
        if (Assets.Of(name) is not var (type, text))
        {
            return MessagePage.MissingAsync(context);
        }

        context.Response.ContentType = type;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>Ctrl-C belongs to the command, not to the server.</summary>
    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
